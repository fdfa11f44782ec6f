#!/usr/bin/env python3
"""An adapter in Python: one JSON object a line comes in on standard input, one goes out on standard output.

`refusal` is the implementation under test; call your own instead. What is for people goes to standard error.
"""
import datetime
import json
import re
import sys

TYPE = "genesys-cloud/CreateCallbackOnConversationCommand"
TEXTS = ("scriptId", "queueId", "callbackUserName", "callbackScheduledTime", "countryCode", "callerId", "callerIdName")
MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:?\d\d)", re.ASCII | re.IGNORECASE)


def is_moment(text):
    if not MOMENT.fullmatch(text):
        return False
    try:
        datetime.datetime.fromisoformat(re.sub(r"\.\d+", "", text.upper()).replace("Z", "+00:00"))
    except ValueError:
        return False
    return True


def refusal(payload):
    """Why a callback is refused; None if it is taken."""
    if not isinstance(payload, dict):
        return "it is no object"
    for name in TEXTS:
        if not isinstance(payload.get(name, ""), str):
            return f"{name} is no text"
    numbers, data = payload.get("callbackNumbers"), payload.get("data", {})
    if not isinstance(numbers, list) or not all(isinstance(number, str) for number in numbers):
        return "callbackNumbers is no list of texts"
    if not isinstance(payload.get("validateCallbackNumbers", False), bool):
        return "validateCallbackNumbers is neither true nor false"
    if payload.get("validateCallbackNumbers") and not all(re.search("[0-9]", number) for number in numbers):
        return "a callback number is none"
    if not isinstance(data, dict) or not all(isinstance(value, str) for value in data.values()):
        return "data is no map of texts"
    if not isinstance(payload.get("routingData", {}), dict):
        return "routingData is no object"
    if "queueId" not in payload and "routingData" not in payload:
        return "neither queueId nor routingData is there"
    if "callbackScheduledTime" in payload and not is_moment(payload["callbackScheduledTime"]):
        return "callbackScheduledTime is no moment"
    if "callerId" in payload and not re.fullmatch(r"\+[1-9][0-9]{1,14}", payload["callerId"]):
        return "callerId is no phone number"
    return None


def answer(line):
    if "hello" in line:
        return {"hello": {"name": "example in Python", "version": "1.0", "can": ["judge"], "types": [TYPE]}}
    if "produce" in line or line["type"] != TYPE:
        return {"case": line["case"], "verdict": "skip", "reason": "it only judges " + TYPE}
    why = refusal(line["payload"])
    if why is None:
        return {"case": line["case"], "verdict": "accept"}
    return {"case": line["case"], "verdict": "reject", "message": why}


for text in sys.stdin:
    print(json.dumps(answer(json.loads(text))), flush=True)
