/** "Swap a face into this" and its form. */
export interface MenuText {
  /** In the menu: at most 32 characters. */
  readonly name: string;
  /** Titles and labels have at most 45 characters, descriptions 100. */
  readonly title: string;
  readonly photo: string;
  readonly photoAlone: string;
  readonly photoOrSaved: string;
  readonly saved: string;
  readonly consent: string;
  readonly mayUse: string;
  readonly mayUseWhat: string;
}

export const en: MenuText = {
  name: "Swap a face into this",
  title: "Swap a face into this",
  photo: "A photo of the face",
  photoAlone: "Seen from the front, with nothing in front of it",
  photoOrSaved: "Or pick a saved one below; without either I take your default",
  saved: "One of your saved faces",
  consent: "Whose face is it?",
  mayUse: "I may use this face",
  mayUseWhat: "It is mine, or its person agreed",
};
