//! The rules of passwords, ticked while one is typed: nothing is hashed, kept or logged.

use actix_web::HttpResponse;
use actix_web::http::StatusCode;
use actix_web::web::ThinData;
use askama::Template;

use super::actions::find_by_link;
use super::forms::CheckForm;
use super::password::Judgement;
use crate::access::Visitor;
use crate::crypto::Secret;
use crate::web::{self, App, Page, Posted, Reply, Result, filters};

#[derive(Template)]
#[template(path = "credentials/rules.swap.html")]
pub struct RulesSwap {
    pub page: Page,
    pub judgement: Judgement,
}

/// `POST /check-password`: for whoever chooses one, signed in or not.
pub async fn check(app: ThinData<App>, visitor: Visitor, posted: Posted<CheckForm>) -> Result<HttpResponse> {
    let (input, page) = (posted.input(), visitor.page);
    let mut context = vec![page.project.clone(), page.host.clone()];
    let before_at = |email: &str| email.split('@').next().unwrap_or_default().to_owned();
    context.extend([&input.first_name, &input.last_name, &input.organisation].map(Clone::clone));
    context.push(before_at(&input.email));
    if let Some(signed_in) = &visitor.signed_in {
        context.extend([signed_in.name.clone(), before_at(&signed_in.email)]);
    }
    if let Some(secret) = Secret::parse(&input.link)
        && let Some(user) = find_by_link(&app, &secret).await?
    {
        context.extend([user.first_name.clone(), user.last_name.clone(), user.local_part().to_owned()]);
    }
    let context: Vec<&str> = context.iter().map(String::as_str).collect();
    let judgement = Judgement::of(&input.password, page.password_min, &context);
    let view = RulesSwap { page, judgement };
    Ok(web::html(&view.page.reader, &view, StatusCode::OK).secret())
}
