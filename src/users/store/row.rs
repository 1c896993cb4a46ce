//! A user as a row of a list, as far as the reader may see them.

use sea_query::{Expr, ExprTrait, Order, Query as Build};
use sqlx::FromRow;
use uuid::Uuid;

use super::asked::Users;
use super::place::{Entry, Place};
use crate::access::{Fields, Scope};
use crate::clock::{Moment, NEVER};
use crate::db::{Ask, Db, Result};
use crate::users::Status;
use crate::users::directory::By;

#[derive(FromRow, Clone, Debug)]
pub struct Row {
    pub id: Uuid,
    pub first_name: String,
    pub last_name: String,
    pub email: String,
    pub email_key: String,
    /// The hash of their picture, "" without one.
    pub avatar: String,
    #[sqlx(try_from = "String")]
    pub status: Status,
    pub role_id: Option<Uuid>,
    pub last_seen_at: Moment,
    pub created_at: Moment,
    pub expires_at: Option<Moment>,
    kind: String,
    #[sqlx(flatten)]
    place: Place,
    /// A letter for each part of the reader's scope.
    #[sqlx(default)]
    parts: String,
    /// The fields that the reader may see; `None` is all.
    #[sqlx(skip)]
    sees: Option<Fields>,
}

impl Row {
    /// What to call them; who may read neither name nor address calls them by the last digits of their key.
    #[must_use]
    pub fn name(&self) -> String {
        let name = crate::web::display_name(&self.first_name, &self.last_name, &self.email);
        if name.is_empty() { crate::web::short_key(self.id) } else { name }
    }

    /// Whether it is a program, where the reader may know.
    #[must_use]
    pub fn is_service(&self) -> bool {
        self.kind == "service" && self.shows("kind")
    }

    #[must_use]
    pub fn shows(&self, field: &str) -> bool {
        self.sees.is_none_or(|sees| sees.has(field))
    }

    /// Blank in what the reader may not see. The keys that order the list become what the query made of them.
    pub(super) fn seen_in(mut self, scope: &Scope) -> Self {
        if scope.is_everything() {
            return self;
        }
        let sees = scope.fields_of(&self.parts);
        self.place.conceal(&sees, self.has_name());
        let texts = [
            ("first_name", &mut self.first_name),
            ("last_name", &mut self.last_name),
            ("email", &mut self.email),
            ("email", &mut self.email_key),
            ("avatar", &mut self.avatar),
        ];
        for (field, text) in texts {
            if !sees.has(field) {
                text.clear();
            }
        }
        let moments = [("last_seen_at", &mut self.last_seen_at), ("created_at", &mut self.created_at)];
        for (field, moment) in moments {
            if !sees.has(field) {
                *moment = NEVER;
            }
        }
        self.role_id = self.role_id.filter(|_| sees.has("role"));
        self.expires_at = self.expires_at.filter(|_| sees.has("expires_at"));
        if !sees.has("status") {
            self.status = Status::Draft;
        }
        Self { sees: Some(sees), ..self }
    }

    /// Whether there is more to call them by than the address.
    #[must_use]
    pub fn has_name(&self) -> bool {
        !self.first_name.is_empty() || !self.last_name.is_empty()
    }

    #[must_use]
    pub fn was_seen(&self) -> bool {
        self.last_seen_at > NEVER
    }
}

impl Entry for Row {
    fn columns(_: By) -> Vec<Users> {
        COLUMNS.to_vec()
    }

    fn seen_in(self, scope: &Scope) -> Self {
        Self::seen_in(self, scope)
    }

    fn place(&self) -> &Place {
        &self.place
    }
}

/// The columns of a `Row`.
const COLUMNS: [Users; 13] = {
    use Users as U;
    [
        U::Id,
        U::FirstName,
        U::LastName,
        U::Email,
        U::EmailKey,
        U::Avatar,
        U::NameKey,
        U::Status,
        U::RoleId,
        U::LastSeenAt,
        U::CreatedAt,
        U::ExpiresAt,
        U::Kind,
    ]
};

/// A column of users as it is called.
pub(super) fn plain(name: &'static str) -> Expr {
    Expr::col(name)
}

/// Of these users, those whom the reader may see, as rows of a list.
///
/// # Errors
/// When the database is away.
pub async fn these(mut db: &Db, scope: &Scope, ids: impl IntoIterator<Item = Uuid>) -> Result<Vec<Row>> {
    let mut select = Build::select();
    let parts = if scope.is_everything() { Expr::val("") } else { scope.parts(db, &plain) };
    select.columns(COLUMNS).expr_as(parts, Users::Parts).from("users").and_where(Expr::col(Users::Id).is_in(ids));
    if let Some(condition) = scope.condition(db, &plain) {
        select.and_where(condition);
    }
    let rows: Vec<Row> = db.all(select.order_by(Users::NameKey, Order::Asc).take().into()).await?;
    Ok(rows.into_iter().map(|row| row.seen_in(scope)).collect())
}
