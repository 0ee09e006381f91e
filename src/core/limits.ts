const MB = 1024 * 1024;

/** Every ceiling in one place; each keeps one input from taking the whole machine. */
export const limits = {
  /** Discord's largest default upload is 10 MB to 20 MB; a GIF larger than this would not come back anyway. */
  maxTargetBytes: 16 * MB,
  maxFaceBytes: 8 * MB,
  /** A swapped GIF grows by 1.0–1.5×. */
  maxResultBytes: 32 * MB,
  /** Screen and every frame rectangle. 2048² RGBA is 16 MB a canvas, and the engine holds about four. */
  maxSide: 2048,
  maxFrames: 300,
  /** Of a GIF that is walked and not decoded: a frame is about 250 bytes in a list, so this is 5 MB. */
  maxWalkedFrames: 20_000,
  /** An XMP packet is 1 kB to 100 kB; what it says beyond this is not looked at. */
  maxPacketBytes: MB,
  /** Σ frame width × height: 200 MP is about 40 s of decoding at 5 Mpx/s in the worst case. */
  maxTotalPixels: 200_000_000,
  /** Canvas × frames, whatever the frames draw: 800 × 600 × 300 is 144 MP; 300 empty frames of 2048² would be 1258. */
  maxPlayedPixels: 400_000_000,
  maxDurationMs: 60_000,
  /** Frames kept from the first of two passes, a byte a pixel: all 300 of 480 × 270, 139 of 800 × 600. */
  maxDecodedFrameBytes: 64 * MB,
  /** In one run of frames, handed from one engine process to another: 36 kB each, so 14 MB. */
  maxFollowedFaces: 400,
  /** A 40 MP photo is 160 MB as RGBA, which is the most one engine process should hold for a still. */
  maxStillPixels: 40_000_000,
  /** What a decoder may hold of one picture, for formats that cannot be decoded row by row: 40 MP of progressive JPEG. */
  maxStillHeldBytes: 240_000_000,
  minStillSide: 32,
  /** Face photos are brought down to this: 2048² is 16 MB as RGBA, and a face that fills a quarter of it outdoes any GIF. */
  maxFacePhotoSide: 2048,
  /** Of a picture that a face is put into: Discord shows 550 pixels, a screen 2048; as a PNG of noise that is 12.6 MB. */
  maxStillTargetSide: 2048,
  /** Of a face that is kept: a GIF shows it with 100 to 400 pixels. A JPEG of this is about 0.3 MB. */
  maxSavedFaceSide: 1024,
  /** 5 × 0.4 MB of base64 is 2 MB a person in the store. */
  maxSavedFaces: 5,
  /** Characters; a button or a menu shows about that many. */
  maxFaceNameLength: 32,
  /** Somebody whose picture is wanted answers within this; the asker's token lives 15 minutes, and the job needs some. */
  consentMs: 10 * 60 * 1000,
  /** What was agreed to, as a hash, is kept as long as somebody may ask about it. */
  consentKeptMs: 90 * 24 * 60 * 60 * 1000,
  /** From a form that opens to its being sent; Discord itself lets them stand. */
  openFormMs: 60 * 60 * 1000,
  /** Since a saved face was last used. */
  savedFaceLifetimeMs: 90 * 24 * 60 * 60 * 1000,
  /** Fetching a photo to keep (a link may take 40 s), uploading it and having it judged (17 s). */
  maxTakePhotoMs: 90_000,
  maxUrlLength: 2048,
  /** Pages of GIF hosts are 0.2 MB to 1 MB; what they show is named in the first tenth. */
  maxPageBytes: 4 * MB,
  /** A page, and up to a handful of versions of its file: each download alone may take 20 s. */
  maxLinkMs: 40_000,
  /** A JSON answer of the swap API is under 10 kB; this bounds a broken or hostile one. */
  maxJsonBytes: MB,
  /** Tasks waiting in the server's queue; at 5 s a task the last one waits under 6 minutes. */
  maxWaitingTasks: 64,
  /** One swap in an engine child: 300 frames × 200 ms, with as much again for a busy machine. */
  maxSwapMs: 120_000,
  /** Wider than any host's largest version of a GIF; a decoded frame of it is 24 MB. */
  maxVideoSide: 4096,
  /** What a GIF of a video is scaled down to: GIF hosts show 498 pixels. */
  maxVideoGifSide: 640,
  /** Σ pixels of the GIF of a video; all are held as RGB or RGBA while it is encoded: 180 MB to 240 MB. */
  maxVideoGifPixels: 60_000_000,
  /** A GIF of a video: up to three times 60 MP at about 3 Mpx/s. */
  maxToGifMs: 120_000,
  /** Making one result smaller: six encodes of 300 frames at 50 ms, with a third again for a busy machine. */
  maxFitMs: 120_000,
  /** Decoding up to 300 frames of a GIF for a picture of one: 200 MP at 5 Mpx/s. */
  maxDrawFacesMs: 60_000,
  /** Of a clip, for the safety floor: 12 × 12 ms of the small network, and 12 × 110 ms of the large one where it is asked. */
  maxInspectedFrames: 12,
  /** One inspection: two clips' worth of decoding and both networks are 5 s, with ten times that for a busy machine. */
  maxInspectionMs: 60_000,
  /** How long the safety process waits for another job: most results come within half a minute of their target. */
  safetyIdleMs: 45_000,
  /** From the start of an engine process to its loaded models: about 1 s, 10 s when it converts them on a busy machine. */
  maxEngineStartMs: 60_000,
  /** Results and uploads are deleted after a day. */
  mediaLifetimeMs: 24 * 60 * 60 * 1000,
  /** The embedded server's: faces are not kept. A job lasts 12 minutes at most, and may be taken up by a restart. */
  embeddedMediaLifetimeMs: 30 * 60 * 1000,
  /** Uploads and results on disk together: 64 waiting tasks × (16 + 8 + 32 MB) is 3.5 GB. */
  maxStoredMediaBytes: 4096 * MB,
  /** All inputs of one task: a target of 16 MB and sixteen photos of 8 MB at 20 Mbit/s. */
  maxInputsMs: 60_000,
  /** An upload link is used at once; this forgives a slow line and a clock that is a little off. */
  uploadLinkLifetimeMs: 15 * 60 * 1000,
  /** A CreateTask body is three links of 2048 characters and some names: under 8 kB. */
  maxRequestBytes: 64 * 1024,
  /** The window of the server's rate limit, as the contract's clients expect it. */
  rateWindowMs: 10_000,
  /** One callback to a client, as long as the contract's siblings give it. */
  callbackTimeoutMs: 15_000,
  /** What the swap API may call back with: a TaskInfo with its URLs is two kilobytes. */
  maxCallbackBytes: 64 * 1024,
  /** Pauses after a callback that failed, one for each further try: 1 + 3 calls within six minutes. */
  callbackGapsMs: [5_000, 45_000, 300_000],
  /** A listener that hangs holds a place for 15 s: 8 places are 32 ended tasks a minute in the worst case. */
  maxCallbacksAtOnce: 8,
  /** Unfinished tasks of one API key, so that one client cannot fill the queue of 64 that all share. */
  maxUnfinishedPerKey: 16,
  /** Full HD: one picture is 8 MB as RGBA, and the engine holds about four. */
  maxSwappedVideoSide: 1920,
  /** 15 s at 30 a second; at 0.2 s of engine and codecs a frame that is 90 s, under the ceiling of a swap. */
  maxVideoFrames: 450,
  /** How long a detection may be named in a task, as the contract has it. */
  detectionLifetimeMs: 60 * 60 * 1000,
  /** A list of faces that a job waits for: as long as a swap, since finding them is half of it, and a wait before it. */
  maxDetectionWaitMs: 180_000,
  /** One on the engine, one fetching; a person waits for each of them. */
  maxDetectionsAtOnce: 2,
  /** A photo is judged while its client holds the line: fetching and 0.3 s of engine, and some waiting for it. */
  faceCheckMs: 12_000,
  maxFaceChecksAtOnce: 8,
  /** Files that commands beside `/faceswap` hold at a time, of up to 32 MB each: to verify, to keep, to make private. */
  maxFilesOfCommands: 4,
  /** Most of them take a second or two; whoever waits for longer than this had better come again. */
  filePlaceWaitMs: 60_000,
  /** A task may be run again once, whether its engine child or the whole server died in the first run. */
  maxTaskTries: 2,
  /** What a finished task says can be asked for this long; its media are gone earlier. */
  taskRecordLifetimeMs: 14 * 24 * 60 * 60 * 1000,
  /** Container platforms kill 30 s after the stop signal; this leaves 10 s to close everything. */
  shutdownGraceMs: 20_000,
  /** Container platforms kill after 30 s: what the grace leaves for sockets, children and the store. */
  shutdownCloseMs: 8_000,
  /** Work on a job is renewed every third of this; a process that died leaves its jobs to others after it. */
  jobLeaseMs: 60_000,
  /** Between two looks for jobs whose wake-up got lost. */
  selfHealMs: 60_000,
  /** The buttons under a result know where its inputs were for this long; a record is half a kilobyte. */
  resultRecordLifetimeMs: 30 * 24 * 60 * 60 * 1000,
  /** Long enough for moderators to come back to it; then who made the result is forgotten. */
  reportLifetimeMs: 90 * 24 * 60 * 60 * 1000,
  /** So that one person cannot fill the queue that all share. */
  maxRunningPerPerson: 2,
  /** So that one server cannot, either. */
  maxRunningPerServer: 6,
  /** A GIF of this many frames costs one credit a face, where a server asks for nothing else. */
  framesPerCredit: 15,
  /** Credits; the same. */
  maxGifPrice: 6,
  /** Credits that a server may ask for one GIF: ten days of the usual allowance. */
  maxServerPrice: 100,
  /** Beside those that run; quotes that are shown count with them. At half a minute a swap and two at a time, under a minute. */
  maxWaitingPerPerson: 3,
  /** At half a minute a swap and six at a time the last one waits under three minutes. */
  maxWaitingPerServer: 30,
  /** A place that is not free by then hardly will be: thirty swaps, at two minutes each and six at a time, take ten. */
  maxPlaceWaitMs: 30 * 60 * 1000,
  /** A job in the line is called when a place is free; a call that got lost costs it this. */
  placeLookMs: 10_000,
  /** From the place to a checked result. A result that comes after the reply's 15 minutes waits behind a button. */
  maxJobMs: 25 * 60 * 1000,
  /** How long a price is offered; the files are fetched again after it, so it binds nobody's memory. */
  quoteMs: 10 * 60 * 1000,
  /** Until then a reply is edited; afterwards it holds a button, which gives us a token for another 15 minutes. */
  handOverMs: 13 * 60 * 1000,
  /** Discord lets an interaction's reply be edited for this long. */
  interactionTokenMs: 15 * 60 * 1000,
  /** Discord wants an answer within 3 s; what is older when it reaches us cannot be answered in time. */
  maxInteractionAgeMs: 2_500,
  /** Suggestions while somebody types: 3 s are Discord's, and the line takes some of them. */
  maxCompletionMs: 1_500,
  /** Between two progress edits of one reply; faster ones would hold up the final edit in Discord's rate limit. */
  progressIntervalMs: 4_000,
  /** A progress edit that takes longer is dropped: the final edit waits for it. */
  progressEditMs: 10_000,
  /** Between two copies of new entries into the audit file; what is not in it yet is kept in the records. */
  auditExportMs: 60_000,
} as const;
