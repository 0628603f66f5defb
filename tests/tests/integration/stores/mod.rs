//! Ways to reach Redis and PostgreSQL: TLS, users with limited rights, sockets of the machine, poolers.

mod audience;
mod cluster;
mod postgres;
mod tls;
mod unix_socket;
mod users;
