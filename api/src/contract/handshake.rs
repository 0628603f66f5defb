//! The handshakes of the sockets, in the AsyncAPI document.

use serde_json::{Value, json};

use crate::ws::subprotocol;

/// Returns the bindings of a socket with these query parameters.
pub(super) fn bindings(query: &Value) -> Value {
    let description = format!(
        "`{name}, {prefix}<token>` carries a token outside the address. The server selects `{name}`. This token takes \
         precedence over the query's.",
        name = subprotocol::NAME,
        prefix = subprotocol::TOKEN_PREFIX,
    );
    let headers = json!({ "type": "object", "properties": {
        "Sec-WebSocket-Protocol": { "type": "string", "description": description },
    }});
    json!({ "ws": { "query": query, "headers": headers } })
}

/// Returns the query parameters that identify the client.
pub(super) fn token_query() -> Value {
    json!({ "type": "object", "properties": {
        "session_token": { "type": "string", "description": "A player's token. Prefer the subprotocol, because proxies log addresses." },
        "role": { "const": "host", "description": "Without a token: the public screen of the host." },
        "token": { "type": "string", "description": "The host's token. Prefer the subprotocol, because proxies log addresses." },
    }})
}

/// Returns the query parameters of the game socket.
pub(super) fn game_query() -> Value {
    let mut query = token_query();
    query["properties"]["epoch"] =
        json!({ "type": "string", "description": "The epoch from which the client resumes. Requires `since`." });
    query["properties"]["since"] =
        json!({ "type": "integer", "description": "`seq` of the last event that the client has." });
    query["properties"]["events"] = json!({ "const": "compact", "description": COMPACT });
    query
}

const COMPACT: &str = "Asks for shorter events. Their patches can contain `{\"$cut\": [i]}` and `{\"$at\": {\"i\": patch}}` in \
                       place of an array: the array without some elements, or with some elements patched or appended. If an \
                       event has a patch, a field that `data` lacks has its value in the snapshot after the event, in the first \
                       of these that has the name: `view`, `phase`, the objects in `view` that the patch changes (in the order \
                       of their names; of an array, the last element), the ids of the players with that flag.";
