#!/bin/sh
# An adapter in a shell with jq: one JSON object a line comes in on standard input, one goes out on standard output.
#
# `refusal` is the implementation under test; call your own instead. What is for people goes to standard error.
exec jq --unbuffered --compact-output '
def kind: "genesys-cloud/CreateCallbackOnConversationCommand";
def texts: ["scriptId", "queueId", "callbackUserName", "callbackScheduledTime", "countryCode", "callerId", "callerIdName"];

def is_moment:
    test("^[0-9]{4}-[0-9]{2}-[0-9]{2}[Tt]([01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9]([.][0-9]+)?([Zz]|[+-]([01][0-9]|2[0-3]):?[0-5][0-9])$")
    # What is no day comes back as another one.
    and (.[:10] as $day | try ($day | strptime("%Y-%m-%d") | mktime | strftime("%Y-%m-%d") == $day) catch false);

# Why a callback is refused; nothing if it is taken.
def refusal:
    if type != "object" then "it is no object" else . as $all | first(
        (texts[] | select(in($all)) | . as $name | select($all[$name] | type != "string") | $name + " is no text"),
        (.callbackNumbers | select(type != "array" or any(.[]; type != "string")) | "callbackNumbers is no list of texts"),
        (select(has("validateCallbackNumbers")) | .validateCallbackNumbers | select(type != "boolean")
            | "validateCallbackNumbers is neither true nor false"),
        (select(.validateCallbackNumbers == true) | .callbackNumbers[] | select(test("[0-9]") | not) | "a callback number is none"),
        (select(has("data")) | .data | select(type != "object" or any(.[]; type != "string")) | "data is no map of texts"),
        (select(has("routingData")) | .routingData | select(type != "object") | "routingData is no object"),
        (select(has("queueId") or has("routingData") | not) | "neither queueId nor routingData is there"),
        (.callbackScheduledTime | strings | select(is_moment | not) | "callbackScheduledTime is no moment"),
        (.callerId | strings | select(test("^[+][1-9][0-9]{1,14}$") | not) | "callerId is no phone number")
    ) end;

if .hello then {hello: {name: "example in jq", version: "1.0", can: ["judge"], types: [kind]}}
elif .produce or .type != kind then {case, verdict: "skip", reason: ("it only judges " + kind)}
else [.payload | refusal] as $why
    | if $why == [] then {case, verdict: "accept"} else {case, verdict: "reject", message: $why[0]} end
end'
