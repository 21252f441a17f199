package dev.weft.server.resources.patch;

import dev.weft.core.json.JsonObject;
import dev.weft.core.json.JsonValue;
import dev.weft.server.resources.patch.Draft.Elements;
import dev.weft.server.resources.patch.Draft.Members;
import dev.weft.server.resources.patch.PatchOperation.Add;
import dev.weft.server.resources.patch.PatchOperation.Copy;
import dev.weft.server.resources.patch.PatchOperation.Move;
import dev.weft.server.resources.patch.PatchOperation.Remove;
import dev.weft.server.resources.patch.PatchOperation.Replace;
import dev.weft.server.resources.patch.PatchOperation.Test;
import org.jspecify.annotations.Nullable;

/** A document to which operations are applied one after the other. Not thread-safe. */
final class PatchedDocument {
  private Draft root;
  private final CopyBudget budget;

  PatchedDocument(JsonObject original, int maxCopied) {
    root = Draft.of(original);
    budget = new CopyBudget(maxCopied);
  }

  /**
   * Carries out one operation.
   *
   * @throws PatchFailure when it cannot be carried out; the document is then not to be used further
   */
  void apply(PatchOperation operation) {
    if (operation instanceof Add add) {
      put(add.path(), Draft.of(add.value()));
    } else if (operation instanceof Remove remove) {
      take(remove.path());
    } else if (operation instanceof Replace replace) {
      replace(replace.path(), Draft.of(replace.value()));
    } else if (operation instanceof Move move) {
      move(move.from(), move.path());
    } else if (operation instanceof Copy copy) {
      put(copy.path(), budget.copy(find(copy.from())));
    } else if (operation instanceof Test test) {
      test(test.path(), test.value());
    }
  }

  /**
   * The document as it is now.
   *
   * @throws PatchFailure when it is no object, or nested too deep
   */
  JsonObject finish() {
    JsonValue finished = root.finish();
    if (finished instanceof JsonObject object) {
      return object;
    }
    throw new PatchFailure("result: " + finished.typeName() + " (expected: object)");
  }

  private void move(JsonPointer from, JsonPointer to) {
    if (from.isAbove(to)) {
      throw new PatchFailure("path: " + to + " lies within from: " + from);
    }
    if (from.equals(to)) {
      find(from);
      return;
    }
    put(to, take(from));
  }

  private void test(JsonPointer path, JsonValue expected) {
    if (!DraftEquality.same(find(path), expected)) {
      throw new PatchFailure("test failed: " + path + " has another value");
    }
  }

  private Draft find(JsonPointer path) {
    Draft found = root;
    for (String token : path.tokens()) {
      Draft next = child(found, token);
      if (next == null) {
        throw missing(path);
      }
      found = next;
    }
    return found;
  }

  private void put(JsonPointer path, Draft value) {
    if (path.isRoot()) {
      root = value;
      return;
    }
    Draft parent = find(path.parent());
    if (parent instanceof Members members) {
      members.byName().put(path.last(), value);
    } else if (parent instanceof Elements elements) {
      int size = elements.inOrder().size();
      int index = path.last().equals("-") ? size : index(path.last());
      if (index < 0 || index > size) {
        throw missing(path);
      }
      elements.inOrder().add(index, value);
    } else {
      throw missing(path);
    }
  }

  private void replace(JsonPointer path, Draft value) {
    if (path.isRoot()) {
      root = value;
      return;
    }
    find(path);
    Draft parent = find(path.parent());
    if (parent instanceof Members members) {
      members.byName().put(path.last(), value);
    } else if (parent instanceof Elements elements) {
      elements.inOrder().set(index(path.last()), value);
    }
  }

  private Draft take(JsonPointer path) {
    if (path.isRoot()) {
      throw new PatchFailure("path: the whole document (expected: a part of it)");
    }
    Draft found = find(path);
    Draft parent = find(path.parent());
    if (parent instanceof Members members) {
      members.byName().remove(path.last());
    } else if (parent instanceof Elements elements) {
      elements.inOrder().remove(index(path.last()));
    }
    return found;
  }

  private static @Nullable Draft child(Draft parent, String token) {
    if (parent instanceof Members members) {
      return members.byName().get(token);
    }
    if (parent instanceof Elements elements) {
      int index = index(token);
      return index >= 0 && index < elements.inOrder().size() ? elements.inOrder().get(index) : null;
    }
    return null;
  }

  /** The array index that {@code token} is (RFC 6901 section 4: no sign, no leading zero) or -1. */
  private static int index(String token) {
    boolean digits = !token.isEmpty() && token.chars().allMatch(c -> c >= '0' && c <= '9');
    boolean leadingZero = token.length() > 1 && token.charAt(0) == '0';
    return digits && !leadingZero && token.length() < 10 ? Integer.parseInt(token) : -1;
  }

  private static PatchFailure missing(JsonPointer path) {
    return new PatchFailure("path: " + path + " does not exist");
  }
}
