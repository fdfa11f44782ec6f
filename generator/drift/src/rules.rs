//! The rules that changes are reported under: what each is, why it breaks whom, and an example.
//!
//! Architecture invariant: a rule is one entry of this list. `docs/drift-rules.md` is held against it by a test.

use serde::Serialize;

macro_rules! rules {
    ($($rule:ident = $id:literal, $what:literal, $why:literal, $example:literal;)*) => {
        /// A rule that changes are reported under.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
        #[allow(missing_docs, reason = "each is documented by its description in the list")]
        pub enum Rule { $($rule,)* }

        impl Rule {
            /// Every rule, in the order of the list.
            pub const ALL: &'static [Self] = &[$(Self::$rule,)*];

            /// The identifier in reports and files: `request-property-became-required`.
            pub const fn id(self) -> &'static str {
                match self { $(Self::$rule => $id,)* }
            }

            /// What it is, as a sentence.
            pub const fn what(self) -> &'static str {
                match self { $(Self::$rule => $what,)* }
            }

            /// Why it breaks whom, or why it does not.
            pub const fn why(self) -> &'static str {
                match self { $(Self::$rule => $why,)* }
            }

            /// An example.
            pub const fn example(self) -> &'static str {
                match self { $(Self::$rule => $example,)* }
            }
        }
    };
}

rules! {
    OperationRemoved = "operation-removed", "An operation is gone.",
        "Whoever calls it gets 404 or 405.", "`GET /pets` is removed, or became `GET /animals`.";
    OperationRemovedAfterSunset = "operation-removed-after-sunset", "An operation is gone whose `x-sunset` had passed.",
        "Whoever still calls it breaks; it was announced.", "`x-sunset: 2025-01-31`, removed in March 2025.";
    UnstableOperationRemoved = "unstable-operation-removed", "An operation of the stability `draft` or `alpha` is gone.",
        "Whoever calls it breaks; it was not promised.", "`x-stability-level: alpha`, removed.";
    OperationAdded = "operation-added", "An operation is new.", "It breaks nobody.", "`POST /pets` is added.";
    OperationDeprecated = "operation-deprecated", "An operation should not be used any more.",
        "It breaks nobody yet.", "`deprecated: true` is added.";
    OperationReactivated = "operation-reactivated", "An operation is no longer deprecated.", "It breaks nobody.",
        "`deprecated: true` is removed.";
    SunsetChanged = "sunset-changed", "The date of removal changed.", "It breaks nobody before that day.",
        "`x-sunset` 2027-01-31 became 2026-06-30.";
    StabilityDecreased = "stability-decreased", "An operation promises less stability.",
        "It breaks nobody yet, but may without notice.", "`x-stability-level` stable became beta.";
    StabilityIncreased = "stability-increased", "An operation promises more stability.", "It breaks nobody.",
        "`x-stability-level` beta became stable.";
    OperationIdChanged = "operation-id-changed", "The `operationId` changed.",
        "Calls are the same; generated clients name their methods by it.", "`listPets` became `getPets`.";
    EventRemoved = "event-removed", "A webhook or callback is gone.", "Consumers receive no payload that they reject.",
        "The webhook `petSold` is removed.";
    EventAdded = "event-added", "A webhook or callback is new.", "Who has not registered receives nothing.",
        "The webhook `petSold` is added.";
    CallbackUrlChanged = "callback-url-changed", "The server takes the URL of a callback from another place.",
        "Whoever sends the URL where it was is never called.", "`{$request.body#/url}` became `{$request.query.url}`.";
    ServerRemoved = "server-removed", "The URL of a server is gone, or a value of a variable in it.",
        "Calls to that URL fail.", "`https://api.example.com/v1` became `https://api.example.com/v2`.";
    ServerAdded = "server-added", "A server is new.", "It breaks nobody.", "`https://eu.example.com` is added.";
    SecurityAdded = "security-added", "More has to be sent to identify oneself.",
        "A call with what was enough gets 401.", "An API key in `X-Key` is needed, where nothing was.";
    SecurityRemoved = "security-removed", "A way to identify oneself is gone.",
        "Whoever uses it gets 401.", "HTTP basic is no longer enough; OAuth 2 is needed.";
    SecurityScopeAdded = "security-scope-added", "A token needs a further scope.",
        "A token without it gets 403.", "`pets:write` is needed beside `pets:read`.";
    SecurityRelaxed = "security-relaxed", "Less is needed, or another way to identify oneself is added.",
        "Whoever could call it still can.", "OAuth 2 or an API key, where OAuth 2 was needed.";
    UnresolvedReference = "unresolved-reference", "A `$ref` could not be followed.",
        "What stands there is unknown; nothing outside of the folder and nothing on the network is read.",
        "`$ref: https://example.com/pet.yaml`.";
    RequiredParameterAdded = "required-parameter-added", "A parameter is new and has to be sent.",
        "Existing calls do not send it.", "`?limit=` is required.";
    OptionalParameterAdded = "optional-parameter-added", "A parameter is new and may be sent.", "It breaks nobody.",
        "`?limit=` is added.";
    ParameterRemoved = "parameter-removed", "A parameter is gone.",
        "Servers ignore what they do not know: the call is accepted, and the parameter has no effect.", "`?limit=` is removed.";
    ParameterBecameRequired = "parameter-became-required", "A parameter has to be sent that could be left out.",
        "Calls without it are refused.", "`?limit=` became required.";
    ParameterBecameOptional = "parameter-became-optional", "A parameter may be left out.", "It breaks nobody.",
        "`?limit=` became optional.";
    ParameterNarrowed = "parameter-narrowed", "Fewer values of a parameter are allowed.",
        "A call with one of the others is refused. Values are compared as the text that is sent: `5` is an integer and a string.",
        "`maximum: 100` is added to `limit`.";
    ParameterWidened = "parameter-widened", "More values of a parameter are allowed.", "It breaks nobody.",
        "`limit` became a string.";
    ParameterStyleChanged = "parameter-style-changed", "A value is written in another way.",
        "What existing calls send is refused, or read as something else.", "`?t=a&t=b` became `?t=a,b`.";
    ParameterDeprecated = "parameter-deprecated", "A parameter should not be used any more.", "It breaks nobody yet.",
        "`deprecated: true` is added to `limit`.";
    ParameterReactivated = "parameter-reactivated", "A parameter is no longer deprecated.", "It breaks nobody.",
        "`deprecated: true` is removed from `limit`.";
    RequestBodyAdded = "request-body-added", "A body is new.", "It breaks existing calls only if it is required.",
        "`requestBody` is added.";
    RequestBodyRemoved = "request-body-removed", "No body is described any more.",
        "Servers ignore a body that they do not expect.", "`requestBody` is removed.";
    RequestBodyBecameRequired = "request-body-became-required", "A body has to be sent that could be left out.",
        "Calls without a body are refused.", "`required: true` is added to `requestBody`.";
    RequestBodyBecameOptional = "request-body-became-optional", "A body may be left out.", "It breaks nobody.",
        "`required: true` is removed from `requestBody`.";
    RequestMediaTypeRemoved = "request-media-type-removed", "A media type of a request is gone.",
        "A body in it gets 415.", "`application/xml` is removed.";
    RequestMediaTypeAdded = "request-media-type-added", "A media type of a request is new.", "It breaks nobody.",
        "`application/xml` is added.";
    RequestRequiredPropertyAdded = "request-required-property-added", "A property is new and has to be sent.",
        "Existing bodies do not have it.", "`name` is added to `required` and `properties`.";
    RequestOptionalPropertyAdded = "request-optional-property-added", "A property is new and may be sent.",
        "It breaks nobody who sends declared properties only.", "`nickname` is added.";
    RequestPropertyRemoved = "request-property-removed", "A property is gone.",
        "Bodies with it are refused if the object is closed, and else accepted without effect.", "`nickname` is removed.";
    RequestPropertyBecameRequired = "request-property-became-required", "A property has to be sent that could be left out.",
        "Bodies without it are refused.", "`name` is added to `required`.";
    RequestPropertyBecameOptional = "request-property-became-optional", "A property may be left out.", "It breaks nobody.",
        "`name` is removed from `required`.";
    RequestNarrowed = "request-narrowed", "Fewer values are allowed in a body.", "Bodies with one of the others are refused.",
        "`maxLength: 10` is added to `name`.";
    RequestWidened = "request-widened", "More values are allowed in a body.", "It breaks nobody.",
        "A value is added to an `enum`.";
    ResponseStatusAdded = "response-status-added", "A status is new.",
        "An undocumented error is expected by everybody; a new success is not what clients handle.", "201 is added beside 200.";
    ResponseStatusRemoved = "response-status-removed", "A status is gone.",
        "Clients do not miss it, unless no success is left.", "404 is removed.";
    ResponseMediaTypeRemoved = "response-media-type-removed", "A media type of a response is gone.",
        "A client names in `Accept` what it takes, and gets 406 or something else.", "`application/json` is removed.";
    ResponseMediaTypeAdded = "response-media-type-added", "A media type of a response is new.",
        "A client gets it only if it asks for it.", "`application/xml` is added.";
    ResponseHeaderAdded = "response-header-added", "A header of a response is new.", "Clients do not read it.",
        "`X-Left` is added.";
    ResponseHeaderRemoved = "response-header-removed", "A header of a response is gone.",
        "Clients that rely on it break if it was required.", "`X-Left` is removed.";
    ResponseHeaderChanged = "response-header-changed", "Other values of a header are sent, or it may be missing.",
        "Clients receive a value that was not allowed before.", "`X-Left` became a string.";
    ResponsePropertyAdded = "response-property-added", "A property of a response is new.",
        "Only readers that refuse unknown properties break (`--reader strict`, if the object was closed).", "`nickname` is added.";
    ResponsePropertyRemoved = "response-property-removed", "A property of a response is gone.",
        "Clients that rely on it break if it was required.", "`name` is removed.";
    ResponsePropertyBecameOptional = "response-property-became-optional", "A property of a response may be missing.",
        "Clients that rely on it break.", "`name` is removed from `required`.";
    ResponsePropertyBecameRequired = "response-property-became-required", "A property of a response is always there.",
        "It breaks nobody.", "`name` is added to `required`.";
    ResponseWidened = "response-widened", "More values are allowed in a response.",
        "Clients receive a value that was not allowed before.", "A value is added to an `enum`.";
    ResponseNarrowed = "response-narrowed", "Fewer values are allowed in a response.", "It breaks nobody.",
        "A value is removed from an `enum`.";
    EventPropertyAdded = "event-property-added", "A property of an event is new.",
        "Only consumers that refuse unknown properties break.", "`soldAt` is added.";
    EventPropertyRemoved = "event-property-removed", "A property of an event is gone, or may be missing.",
        "Consumers that rely on it break.", "`soldAt` is removed.";
    EventWidened = "event-widened", "More values are allowed in an event.",
        "Consumers receive a value that was not allowed before.", "A value is added to an `enum`.";
    EventNarrowed = "event-narrowed", "Fewer values are allowed in an event.", "It breaks nobody.",
        "A value is removed from an `enum`.";
    ObjectClosed = "object-closed", "An object refuses unknown properties, or some of them, that the other side may send.",
        "Whether anybody sends an undeclared property is not known, unless that is allowed on purpose.",
        "`additionalProperties: false`, or a schema, is added in a request.";
    OpenEnumValueRemoved = "open-enum-value-removed", "A list of known values that may grow loses one.",
        "Whether the value is still understood is not known.", "`x-extensible-enum: [a, b]` became `[a]`.";
    EncodingChanged = "encoding-changed", "A text is encoded in another way, or holds another media type.",
        "No validator looks into it; whoever decodes it does.", "`contentEncoding: base64` became `base64url`.";
    BecameReadOnly = "became-read-only", "A property that was sent is now only read.",
        "Whether the server ignores or refuses it is not known.", "`readOnly: true` is added.";
    BecameWriteOnly = "became-write-only", "A property that was returned is now only written.",
        "Clients that read it find nothing.", "`writeOnly: true` is added.";
    TypeAdded = "type-added", "A type is new.", "It breaks nobody.", "`Pet` is added to `$defs`.";
    TypeRemoved = "type-removed", "A type is gone.", "Whether anybody uses it is not known.", "`Pet` is removed from `$defs`.";
}

impl Serialize for Rule {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.id())
    }
}

impl Rule {
    /// The rule with this identifier.
    pub fn named(id: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|rule| rule.id() == id)
    }
}
