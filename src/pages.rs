//! The views: the list, an article, an address that leads nowhere, and a failure.

mod article;
mod failure;
mod list;
mod not_found;

pub use article::{ArticlePage, ArticleView, article_view};
pub use failure::{damage_notice, failure_page};
pub use list::ListPage;
pub use not_found::NotFoundPage;
