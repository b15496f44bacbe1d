//! x
pub mod settings; pub mod view;
