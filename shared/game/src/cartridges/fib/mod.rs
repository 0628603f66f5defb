//! Fib: write a lie, find the truth.
