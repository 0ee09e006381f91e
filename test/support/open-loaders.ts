import sharp from "sharp";

// The files of a worker share its process, and what reads strangers' pictures closes libvips' loaders for good. The next
// file begins with all of them, as our own programs do.
sharp.unblock({ operation: ["VipsForeignLoad"] });
