set -x
cargo fmt --all
cargo run -q -p wpp-api --bin contract
cargo build --bins -p wpp-api -p wpp-worker
cargo test -p wpp-api --lib ws::
cargo test -p wpp-tests --test integration deployment:: -- --test-threads 2 --nocapture
