// An adapter in JavaScript: one JSON object a line comes in on standard input, one goes out on standard output.
//
// `refusal` is the implementation under test; call your own instead. What is for people goes to standard error.
import { createInterface } from 'node:readline';

const TYPE = 'genesys-cloud/CreateCallbackOnConversationCommand';
const TEXTS = ['scriptId', 'queueId', 'callbackUserName', 'callbackScheduledTime', 'countryCode', 'callerId', 'callerIdName'];

const isText = (value) => typeof value === 'string';
const isObject = (value) => typeof value === 'object' && value !== null && !Array.isArray(value);
const isMoment = (text) => {
  const parts = /^(\d{4}-\d\d-\d\d)T(\d\d:\d\d:\d\d)(?:\.\d+)?(?:Z|[+-]\d\d:?\d\d)$/i.exec(text);
  if (!parts) return false;
  const [, day, time] = parts;
  // What is no day or time comes back as another one, or not at all.
  const read = new Date(`${day}T${time}Z`);
  const offset = /[+-](\d\d):?(\d\d)$/.exec(text);
  const fits = !offset || (offset[1] < '24' && offset[2] < '60');
  return fits && !Number.isNaN(read.getTime()) && read.toISOString().startsWith(`${day}T${time}`);
};

/** Why a callback is refused; undefined if it is taken. */
function refusal(payload) {
  if (!isObject(payload)) return 'it is no object';
  const { callbackNumbers, data = {}, routingData = {}, validateCallbackNumbers = false } = payload;
  const wrong = TEXTS.find((name) => name in payload && !isText(payload[name]));
  if (wrong) return `${wrong} is no text`;
  if (!Array.isArray(callbackNumbers) || !callbackNumbers.every(isText)) return 'callbackNumbers is no list of texts';
  if (typeof validateCallbackNumbers !== 'boolean') return 'validateCallbackNumbers is neither true nor false';
  if (validateCallbackNumbers && !callbackNumbers.every((text) => /[0-9]/.test(text))) return 'a callback number is none';
  if (!isObject(data) || !Object.values(data).every(isText)) return 'data is no map of texts';
  if (!isObject(routingData)) return 'routingData is no object';
  if (!('queueId' in payload) && !('routingData' in payload)) return 'neither queueId nor routingData is there';
  if ('callbackScheduledTime' in payload && !isMoment(payload.callbackScheduledTime)) {
    return 'callbackScheduledTime is no moment';
  }
  if ('callerId' in payload && !/^\+[1-9][0-9]{1,14}$/.test(payload.callerId)) return 'callerId is no phone number';
  return undefined;
}

function answer(line) {
  if (line.hello) return { hello: { name: 'example in JavaScript', version: '1.0', can: ['judge'], types: [TYPE] } };
  if (line.produce || line.type !== TYPE) {
    return { case: line.case, verdict: 'skip', reason: `it only judges ${TYPE}` };
  }
  const message = refusal(line.payload);
  return message === undefined ? { case: line.case, verdict: 'accept' } : { case: line.case, verdict: 'reject', message };
}

for await (const text of createInterface({ input: process.stdin })) {
  process.stdout.write(`${JSON.stringify(answer(JSON.parse(text)))}\n`);
}
