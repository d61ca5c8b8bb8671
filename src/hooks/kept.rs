//! What a component keeps from one drawing to the next.
//!
//! Yew's own state is a reducer, compiled anew for each type, some kilobyte each; a cell that draws
//! again when it is another takes a third of that.

use std::cell::RefCell;
use std::rc::Rc;

use yew::prelude::*;

/// A value that is kept; all clones have the same.
#[derive(Clone)]
pub struct Kept<T> {
    value: Rc<RefCell<T>>,
    again: UseForceUpdateHandle,
}

impl<T: Clone> Kept<T> {
    /// The value as it is now.
    pub fn get(&self) -> T {
        self.value.borrow().clone()
    }

    /// Another value, with which the component is drawn again, also where it is equal.
    pub fn put(&self, value: T) {
        self.value.replace(value);
        self.again.force_update();
    }

    /// A value, with which the component is drawn again where it is another.
    pub fn set(&self, value: T)
    where
        T: PartialEq,
    {
        if *self.value.borrow() != value {
            self.put(value);
        }
    }
}

/// Keeps a value, which is `first` at first.
#[hook]
pub fn use_kept<T: 'static>(first: fn() -> T) -> Kept<T> {
    Kept {
        value: use_mut_ref(first),
        again: use_force_update(),
    }
}

/// Keeps a reference to an element.
#[hook]
pub fn use_element() -> NodeRef {
    use_kept(NodeRef::default).get()
}
