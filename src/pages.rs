//! The views: the list, an article, an address that leads nowhere, and a failure.

mod article;
mod failure;
mod list;
mod not_found;

pub use article::{ArticlePage, ArticleView, article_view, loading};
pub use failure::{Again, damage_notice, failure_page, report};
pub use list::{ListView, list_page};
pub use not_found::not_found_page;
