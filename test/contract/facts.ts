/**
 * What the contract of the face-swap API says, a sentence each. A case of the suite names the facts that it shows;
 * `facts.test.ts` fails when one has no case.
 */
export const facts = {
  "answer:envelope":
    "Every answer has an integer `code` and a `message`; one that worked has `data`.",
  "answer:http-status": "The HTTP status is `code`, or always 200; success needs both to say so.",
  "answer:unknown-path": "An unknown path under /api/v1/client/ is a 404 envelope.",
  "key:missing": "Without `x-api-key` the answer is 401.",
  "key:unknown": "A key that nobody made is 401.",
  "key:disabled": "A key that was disabled is 403.",
  "key:header-case": "The name of the key's header may be spelled in either case.",
  "limit:credits": "Too few credits are 402, and nothing is made.",
  "limit:rate": "Too many calls are 429; every call of the key counts.",
  "limit:maintenance": "Under maintenance new work is 455.",
  "limit:feature": "A model that is switched off is 505.",
  "limit:order": "Key, rate, maintenance, body, feature and credits are looked at in this order.",
  "invalid:shape": "A 422 has `errors`, a list of sentences, and no `data`.",
  "invalid:field": "A sentence of a 422 names the model and the field.",
  "create:task-id":
    "CreateTask answers with an opaque `task_id` of at most 256 characters, another one each time.",
  "create:models": "The models are single and multi swaps of images, GIFs and videos.",
  "create:required": "Each model has required fields; a body without one of them is 422.",
  "create:urls-only": "Media are named by public http and https URLs; data URIs and paths are 422.",
  "create:callback-uri": "`callback_url` is optional and a URI.",
  "create:async-media":
    "Media that cannot be fetched end the task as failed; CreateTask itself worked.",
  "multi:face-id": "A `face_id` is an integer from 0 that the detection named; any other is 422.",
  "multi:detect-id": "A multi swap needs the `detect_id` of a detection that succeeded.",
  "multi:same-url": "A `detect_id` is good for the very URL that was looked at.",
  "multi:one-hour": "A `detect_id` is good for one hour.",
  "multi:keep": "A face is kept by its own `link` as its target.",
  "task:fields":
    "TaskInfo has task_id, provider, model_version, status, param, create_at and source.",
  "task:own-id": "TaskInfo speaks of the task that was asked for.",
  "task:param": "`param` repeats the body of CreateTask.",
  "task:statuses": "A status is pending, running, success or failed.",
  "task:times":
    "`create_at` and `complete_at` are Unix seconds; the latter and `duration_s` are null until the end.",
  "task:reserved": "While a task is under way `credits` are those reserved.",
  "task:consumed": "When it has ended `credits` are those consumed.",
  "task:result-null": "`result` is null until the end.",
  "task:success": "A success names at least one URL of a result, which can be fetched.",
  "task:failed":
    "A failure comes under code 200, with the reason in `result.message` and no result.",
  "task:failed-free": "A failed task costs nothing.",
  "task:unknown": "A task that nobody made is 404.",
  "task:foreign": "A task of another key is 404, as if it were not there.",
  "task:id-form": "TaskInfo without a task id, or with one of another length than 36, is 422.",
  "task:source": "`source` is api or playground.",
  "task:chain": "The result of a task may be the input of the next.",
  "balance:number": "The balance is a number, possibly a fraction.",
  "estimate:documented": "estimate-credits tells `credits` and `estimated`.",
  "estimate:vendor": "EstimateTask tells `estimated_credits`, `balance` and `affordable`.",
  "estimate:free": "An estimate makes no task and costs nothing.",
  "estimate:validates": "An estimate checks the input as CreateTask does.",
  "models:list": "Models lists ids of models.",
  "models:schema": "Models/<id> has a JSON Schema of the input and its required fields.",
  "upload:pair": "upload-url answers with a URL to PUT to and the URL to name afterwards.",
  "upload:put": "The PUT needs the content type and no key, and any 2xx is a success.",
  "upload:pair-each": "Each file has a pair of URLs of its own.",
  "detect:create":
    "A detection of a picture, GIF or video answers with an opaque `detect_task_id`.",
  "detect:own-ids": "The id of a detection is none of a task.",
  "detect:statuses": "A detection is starting, processing, succeeded or failed.",
  "detect:result":
    "Its result has id, status `succeed`, type `face_detect`, faces, and two times without a zone.",
  "detect:faces": "Faces are numbered from 0, each with the link of its crop.",
  "detect:unknown": "A detection that nobody made is 404.",
  "detect:no-face": "Without a face a detection has an empty list or fails.",
  "callback:body": "The callback is a POST of TaskInfo's `data` as JSON, without the envelope.",
  "callback:failure": "Failures are called back, too.",
  "callback:once": "A callback that was answered with 200 is not repeated.",
} as const;

export type Fact = keyof typeof facts;
