//! What stands under a name in a column of JSON, as a value that can be compared on either database.

use sea_query::extension::postgres::PgExpr;
use sea_query::{CaseStatement, Expr, ExprTrait, Func};

use super::{Db, Pools};

/// What is looked for: anything else that stands there is nothing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Json {
    Text,
    Number,
    Flag,
    /// A list of texts.
    List,
}

impl Db {
    /// The entry of that name in a column that holds a JSON object; NULL where there is none. The name is of ASCII letters, digits and
    /// underscores.
    #[must_use]
    pub fn json_entry(&self, object: Expr, name: &str, json: Json) -> Expr {
        match self.pools {
            Pools::Sqlite { .. } => Func::cust("json_extract").args([object, Expr::val(format!("$.{name}"))]).into(),
            Pools::Postgres { .. } => {
                let text = object.clone().cast_json_field(name);
                let (kind, found) = match json {
                    Json::Text => ("string", text),
                    Json::Number => ("number", text.cast_as("double precision")),
                    Json::Flag => ("boolean", text.cast_as("boolean")),
                    Json::List => ("array", object.clone().get_json_field(name)),
                };
                let stands = Func::cust("jsonb_typeof").arg(object.get_json_field(name));
                CaseStatement::new().case(Expr::expr(stands).eq(kind), found).into()
            }
        }
    }

    /// Whether there is an entry of that name, whatever stands there.
    #[must_use]
    pub fn json_has(&self, object: Expr, name: &str) -> Expr {
        match self.pools {
            Pools::Sqlite { .. } => Expr::expr(Func::cust("json_type").args([object, Expr::val(format!("$.{name}"))])).is_not_null(),
            Pools::Postgres { .. } => Func::cust("jsonb_exists").args([object, Expr::val(name)]).into(),
        }
    }

    /// The object without the entry of that name.
    #[must_use]
    pub fn json_without(&self, object: Expr, name: &str) -> Expr {
        match self.pools {
            Pools::Sqlite { .. } => Func::cust("json_remove").args([object, Expr::val(format!("$.{name}"))]).into(),
            Pools::Postgres { .. } => object.sub(Expr::val(name)),
        }
    }
}
