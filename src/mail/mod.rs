//! Mail: an outbox written with the change that causes it, and the worker that delivers it until it has arrived or failed.

mod folder;
mod health;
mod letter;
mod message;
mod outbox;
mod plain;
mod render;
mod sample;
mod schedule;
mod sender;
mod smtp;
mod store;
mod told;
mod transport;
mod trial;
mod worker;

pub use health::{Health, Signal};
pub use letter::{Bounced, Digest, EmailChange, EndWarning, Invitation, InvitationRequest, Kind, Letter, Mail, Receiver, Reset, Test};
pub use message::{Preview, preview};
pub use outbox::{deliveries, end_pause, enqueue, enqueue_all, forget, health, secret_of, tell_all, void, void_all};
pub use sample::{sample, sketch};
pub use sender::Sender;
pub use store::{Delivery, State};
pub use told::{Notice, Told};
pub use transport::{Patience, Step};
pub use trial::{Trial, server_of, try_out};
pub use worker::{Bell, Worker, start, start_with};
