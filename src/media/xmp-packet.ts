import { limits } from "../core/limits.ts";

/** What our marks call the program that made them. */
export const markTool = "gif-face-swap-bot";

const sourceTypes = "http://cv.iptc.org/newscodes/digitalsourcetype/";
const editedType = "compositeWithTrainedAlgorithmicMedia";

/** The IPTC source types that say: a trained model made this, or a part of it. */
const aiTypes = new Set([editedType, "trainedAlgorithmicMedia"]);

/**
 * The XMP packet (ISO 16684-1) that says a file is AI-edited, in UTF-8. It holds no byte 0, which would end the GIF
 * extension that carries it.
 */
export const aiEditedPacket: Uint8Array = new TextEncoder().encode(
  `<?xpacket begin="\uFEFF" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/">
 <rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
  <rdf:Description rdf:about=""
    xmlns:xmp="http://ns.adobe.com/xap/1.0/"
    xmlns:Iptc4xmpExt="http://iptc.org/std/Iptc4xmpExt/2008-02-29/"
    xmp:CreatorTool="${markTool}"
    Iptc4xmpExt:DigitalSourceType="${sourceTypes}${editedType}"/>
 </rdf:RDF>
</x:xmpmeta>
<?xpacket end="r"?>`,
);

/** What one block or chunk of a file says about where its pixels come from. */
export interface MarkStatement {
  readonly aiEdited: boolean;
  /** As written in the file: the address of an IPTC news code. */
  readonly digitalSourceType: string | undefined;
  /** It names this program. Anybody can write that: it is a statement, not a proof. */
  readonly madeHere: boolean;
}

// RDF/XML may write a property as an attribute, as an element with a resource, or as an element with text. The counts
// keep the search linear in the length of the packet.
const sourceTypePattern =
  /DigitalSourceType(?:(?:\s[^<>]{0,300}?rdf:resource)?\s{0,9}=\s{0,9}["']|(?:\s[^<>]{0,300})?>\s{0,99})([^\s"'<>]{1,200})/;
const creatorToolPattern = /CreatorTool\s*(?:=\s*["']|>)\s*([^"'<>]{1,200})/;

/** Reads the two properties of our mark from a packet, whoever wrote it. What follows the packet does no harm. */
export function readPacket(packet: Uint8Array): MarkStatement {
  const text = new TextDecoder().decode(packet.subarray(0, limits.maxPacketBytes));
  const digitalSourceType = sourceTypePattern.exec(text)?.[1];
  // Some writers give the bare code, some the address with https.
  const code = digitalSourceType?.split("/").at(-1) ?? "";
  const aiEdited = aiTypes.has(code);
  const madeHere = aiEdited && creatorToolPattern.exec(text)?.[1]?.trim() === markTool;
  return { aiEdited, digitalSourceType, madeHere };
}
