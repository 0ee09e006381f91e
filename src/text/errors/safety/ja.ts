import type { ErrorFacts } from "../../../core/errors.ts";
import type { SafetySentences } from "./safety-sentences.ts";

export const safety: SafetySentences = {
  CONTENT_SEXUAL: (facts) =>
    `${subject(facts)}は性的な内容に見えます。性的なものでは、どこで頼まれても顔を入れ替えません。別のものを使ってください。`,
  CONTENT_MINOR:
    "未成年に見える人がいて、その画像は露出が多すぎます。そういう画像では、どこで頼まれても顔を入れ替えません。別の画像を使ってください。",
  SAFETY_CHECK_FAILED:
    "入れ替えてはいけない内容がないか画像を確認できなかったので、中止しました。1分ほどしてからもう一度お試しください。",
};

function subject({ role }: ErrorFacts): string {
  if (role === "result") return "できあがったGIF";
  return role === "face" ? "顔写真" : "このGIF";
}
