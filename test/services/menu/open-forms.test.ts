import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { openStore } from "../../../src/storage/open-store.ts";
import { openPeople } from "../../support/open-people.ts";
import { tempDir } from "../../support/temp-dir.ts";

test("an open form is its person's for an hour, restarts included, and is then forgotten", async () => {
  const url = `sqlite:${join(tempDir(), "bot.sqlite")}`;
  let later = 0;
  const open = async () => {
    const store = await openStore(url);
    onTestFinished(() => store.close());
    return { store, forms: openPeople(store, () => Date.now() + later).openForms };
  };
  const before = await open();
  const target = { url: "https://example.org/a.gif", authorId: "8" };
  await before.forms.keep("1", { personId: "7", target, isSpoiler: true });
  await before.store.close();

  const { forms } = await open();
  expect(await forms.get("1", "7")).toMatchObject({ target, isSpoiler: true });
  await expect(forms.get("1", "8")).rejects.toMatchObject({ code: "FORM_OVER" });
  await forms.sweep();
  expect(await forms.get("1", "7")).toMatchObject({ target });
  later = 61 * 60_000;
  await expect(forms.get("1", "7")).rejects.toMatchObject({ code: "FORM_OVER" });
  await forms.sweep();
  later = 0;
  await expect(forms.get("1", "7")).rejects.toMatchObject({ code: "FORM_OVER" });
});
