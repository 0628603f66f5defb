//! The parts of the OpenAPI document that follow from what extractors and layers do for every operation of a kind.
//!
//! Handlers document the errors that they cause. This module adds the errors of the layers around them, the media type
//! and the headers of errors, and optional bodies.

use std::collections::BTreeSet;

use utoipa::{
    PartialSchema, ToSchema,
    openapi::{
        Content, Object, OpenApi, PathItem, Ref, RefOr, Required, Response, ResponseBuilder, Schema, Type,
        header::HeaderBuilder,
        path::{Operation, ParameterIn},
    },
};

use crate::http::ProblemDetails;

/// The media type of every error.
const PROBLEM: &str = "application/problem+json";

const JSON: &str = "application/json";

/// Completes all operations of the document.
pub(super) fn complete(document: &mut OpenApi) {
    let components = document.components.get_or_insert_default();
    components.schemas.insert(ProblemDetails::name().into_owned(), ProblemDetails::schema());
    let schemas = components.schemas.iter();
    let optional: BTreeSet<String> =
        schemas.filter(|(_, schema)| has_no_required_field(schema)).map(|(name, _)| reference(name)).collect();
    for (path, item) in &mut document.paths.paths {
        for operation in operations(item) {
            make_empty_body_optional(operation, &optional);
            for (status, description) in shared_errors(path, operation) {
                let responses = &mut operation.responses.responses;
                responses.entry(status.to_owned()).or_insert_with(|| problem(description).into());
            }
            for (status, response) in &mut operation.responses.responses {
                if let RefOr::T(response) = response {
                    describe_problem(status, response);
                }
            }
        }
    }
}

fn operations(item: &mut PathItem) -> impl Iterator<Item = &mut Operation> {
    let PathItem { get, put, post, delete, patch, .. } = item;
    [get, put, post, delete, patch].into_iter().flatten()
}

/// Returns the errors that the layers around this operation cause.
fn shared_errors(path: &str, operation: &Operation) -> Vec<(&'static str, &'static str)> {
    let mut errors = Vec::new();
    if operation.security.as_ref().is_some_and(|ways| !ways.is_empty()) {
        errors.push(("401", "`not_authenticated`: the token is missing, invalid or expired"));
    }
    // Health checks answer under every host name.
    if !matches!(path, "/healthz" | "/readyz") {
        errors.push(("403", "`not_allowed`: the token or the host name does not permit this call"));
    }
    if has_path_parameter(operation, "code") {
        errors.push(("404", "`unknown_session`"));
        errors.push(("429", "`too_many_requests`: too many unknown codes from this address"));
    }
    if operation.request_body.is_some() {
        errors.push(("413", "`too_large`"));
        errors.push(("422", "`invalid_input`: the body is not JSON of this form"));
    }
    if path.starts_with("/api/") {
        errors.push(("503", "`unavailable`: the server or one of its stores does not answer"));
    }
    errors
}

fn has_path_parameter(operation: &Operation, name: &str) -> bool {
    operation.parameters.iter().flatten().any(|parameter| {
        matches!(parameter, RefOr::T(parameter) if parameter.name == name && parameter.parameter_in == ParameterIn::Path)
    })
}

/// Marks a body without required fields as optional: an empty body means `{}`.
fn make_empty_body_optional(operation: &mut Operation, optional: &BTreeSet<String>) {
    let Some(RefOr::T(body)) = &mut operation.request_body else { return };
    let schema = body.content.get(JSON).and_then(schema_reference);
    if schema.is_some_and(|schema| optional.contains(schema)) {
        body.required = Some(Required::False);
    }
}

/// Gives an error response its media type and its headers. Other responses stay as they are.
fn describe_problem(status: &str, response: &mut Response) {
    let name = reference(&ProblemDetails::name());
    if response.content.get(JSON).and_then(schema_reference) == Some(name.as_str())
        && let Some(content) = response.content.shift_remove(JSON)
    {
        response.content.insert(PROBLEM.to_owned(), content);
    }
    if !response.content.contains_key(PROBLEM) {
        return;
    }
    let (header, kind, meaning) = match status {
        "401" => ("WWW-Authenticate", Type::String, "Always `Bearer`."),
        "429" | "503" => ("Retry-After", Type::Integer, "Seconds until a retry makes sense."),
        _ => return,
    };
    let header_schema = HeaderBuilder::new().schema(Some(Object::with_type(kind))).description(Some(meaning));
    response.headers.insert(header.to_owned(), header_schema.build().into());
}

fn problem(description: &str) -> Response {
    let schema = RefOr::Ref(Ref::new(reference(&ProblemDetails::name())));
    ResponseBuilder::new().description(description).content(PROBLEM, Content::new(Some(schema))).build()
}

fn has_no_required_field(schema: &RefOr<Schema>) -> bool {
    matches!(schema, RefOr::T(Schema::Object(object)) if object.required.is_empty())
}

fn schema_reference(content: &RefOr<Content>) -> Option<&str> {
    match content {
        RefOr::T(Content { schema: Some(RefOr::Ref(schema)), .. }) => Some(&schema.ref_location),
        _ => None,
    }
}

fn reference(name: &str) -> String {
    format!("#/components/schemas/{name}")
}
