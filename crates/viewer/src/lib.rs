//! The app without a browser: route, state, update, selectors and labels.
