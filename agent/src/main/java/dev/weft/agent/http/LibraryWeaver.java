package dev.weft.agent.http;

import dev.weft.agent.inline.Addition;
import dev.weft.agent.inline.ClassInliner;
import dev.weft.bootstrap.http.Anchored;
import dev.weft.bootstrap.http.Answering;
import dev.weft.bootstrap.http.Guarded;
import dev.weft.bootstrap.http.Judged;
import dev.weft.bootstrap.http.Keeping;
import dev.weft.bootstrap.http.Linked;
import dev.weft.bootstrap.http.Verdict;
import dev.weft.bootstrap.nativenet.Meshed;
import dev.weft.bootstrap.nativenet.Reading;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/** Weaves the classes of one copy of a library. Thread-safe. */
final class LibraryWeaver {
  private static final String VERDICT = "weft$verdict";
  private static final String CHANNEL = "weft$channel";
  private static final String KEPT = "weft$kept";
  private static final String OBJECT = "Ljava/lang/Object;";

  private final Map<String, LibraryClass> classes = new HashMap<>();
  private final Relocation relocation;
  private final RelocatedFiles own;

  /** {@code own} has the agent's class files with the names of the copy. */
  LibraryWeaver(Library library, Relocation relocation, RelocatedFiles own) {
    this.relocation = relocation;
    this.own = own;
    for (LibraryClass type : library.classes()) {
      classes.put(relocation.map(type.path()), type);
    }
  }

  /**
   * The class at {@code path}, woven.
   *
   * @param files further class files of the library
   * @throws IllegalStateException when a method or field that is to be woven is not there
   */
  byte[] weave(String path, byte[] original, LibraryFiles files) {
    LibraryClass type = classes.get(path);
    if (type == null) {
      throw new IllegalStateException(path + ": no class that is woven");
    }
    ClassInliner inliner = new ClassInliner(original, files::find);
    List<Weave> weaves = type.weaves().stream().filter(weave -> isWanted(weave, inliner)).toList();
    for (Weave weave : weaves) {
      apply(weave, inliner);
    }
    byte[] woven = inliner.weave();
    requireAdvice(type.name(), weaves, woven);
    return woven;
  }

  private boolean isWanted(Weave weave, ClassInliner inliner) {
    return !(weave instanceof Weave.Inline inline)
        || !inline.optional()
        || inliner.declares(inline.method(), names(inline.parameters()));
  }

  private void apply(Weave weave, ClassInliner inliner) {
    if (weave instanceof Weave.Inline inline) {
      inliner.inline(inline.method(), names(inline.parameters()), file(inline.advice()));
    } else if (weave instanceof Weave.InlineEach each) {
      inliner.inlineEach(each.method(), file(each.advice()));
    } else if (weave instanceof Weave.Overriding overriding) {
      inliner.inlineOverriding(
          overriding.method(), names(overriding.parameters()), file(overriding.advice()));
    } else {
      inliner.add(addition(weave));
    }
  }

  private static Addition addition(Weave weave) {
    if (weave instanceof Weave.Link link) {
      return new Addition(
          Type.getInternalName(Linked.class),
          List.of(new Addition.Getter("weftLink", OBJECT, link.field())));
    }
    if (weave instanceof Weave.Status status) {
      return new Addition(
          Type.getInternalName(Answering.class),
          List.of(new Addition.Getter("weftStatus", "I", status.field())));
    }
    if (weave instanceof Weave.Anchor) {
      return slot(Anchored.class, CHANNEL, OBJECT, Opcodes.ACC_VOLATILE, "weftLink", "weftAnchor");
    }
    if (weave instanceof Weave.Keep) {
      return slot(Keeping.class, KEPT, OBJECT, Opcodes.ACC_VOLATILE, "weftKept", "weftKeep");
    }
    if (weave instanceof Weave.VerdictSlot) {
      return slot(
          Judged.class,
          VERDICT,
          Type.getDescriptor(Verdict.class),
          0,
          "weftVerdict",
          "weftVerdict");
    }
    if (weave instanceof Weave.Read read) {
      return new Addition(
          Type.getInternalName(Reading.class),
          List.of(new Addition.Call("weftRead", read.method())));
    }
    Class<?> mark = weave instanceof Weave.Mesh ? Meshed.class : Guarded.class;
    return new Addition(Type.getInternalName(mark), List.of());
  }

  private static Addition slot(
      Class<?> type, String field, String descriptor, int flags, String getter, String setter) {
    return new Addition(
        Type.getInternalName(type),
        List.of(
            new Addition.Field(field, descriptor, flags),
            new Addition.Getter(getter, descriptor, field),
            new Addition.Setter(setter, descriptor, field)));
  }

  /** Makes sure that the woven class calls what its advice calls. */
  private void requireAdvice(String type, List<Weave> weaves, byte[] woven) {
    Set<Member> called = Member.usedBy(woven);
    for (Weave weave : weaves) {
      if (weave instanceof Weave.Inline inline) {
        requireAdvice(inline.advice(), called, type);
      } else if (weave instanceof Weave.InlineEach each) {
        requireAdvice(each.advice(), called, type);
      } else if (weave instanceof Weave.Overriding overriding) {
        requireAdvice(overriding.advice(), called, type);
      }
    }
  }

  private void requireAdvice(String advice, Set<Member> called, String type) {
    for (Member member : Member.usedBy(file(advice))) {
      if (relocation.isOfWeft(member.owner()) && !called.contains(member)) {
        throw new IllegalStateException(type + ": " + advice + " was not woven into it");
      }
    }
  }

  private byte[] file(String advice) {
    return own.read(advice);
  }

  private List<String> names(List<String> parameters) {
    return parameters.stream().map(relocation::name).toList();
  }
}
