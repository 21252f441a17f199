package dev.weft.agent.http;

import dev.weft.bootstrap.http.Anchored;
import dev.weft.bootstrap.http.Answering;
import dev.weft.bootstrap.http.Guarded;
import dev.weft.bootstrap.http.Judged;
import dev.weft.bootstrap.http.Keeping;
import dev.weft.bootstrap.http.Linked;
import dev.weft.bootstrap.http.Verdict;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import net.bytebuddy.ByteBuddy;
import net.bytebuddy.asm.Advice;
import net.bytebuddy.description.method.MethodDescription;
import net.bytebuddy.description.modifier.SyntheticState;
import net.bytebuddy.description.modifier.Visibility;
import net.bytebuddy.description.type.TypeDescription;
import net.bytebuddy.dynamic.ClassFileLocator;
import net.bytebuddy.dynamic.DynamicType;
import net.bytebuddy.dynamic.scaffold.MethodGraph;
import net.bytebuddy.dynamic.scaffold.TypeValidation;
import net.bytebuddy.implementation.FieldAccessor;
import net.bytebuddy.implementation.Implementation;
import net.bytebuddy.jar.asm.Opcodes;
import net.bytebuddy.matcher.ElementMatcher;
import net.bytebuddy.pool.TypePool;
import org.jspecify.annotations.Nullable;

/** Weaves the classes of one copy of a library, with Byte Buddy. Thread-safe. */
final class LibraryWeaver {
  private static final String VERDICT = "weft$verdict";
  private static final String CHANNEL = "weft$channel";
  private static final String KEPT = "weft$kept";
  private static final int VOLATILE =
      Opcodes.ACC_PRIVATE | Opcodes.ACC_VOLATILE | Opcodes.ACC_SYNTHETIC;

  private final Map<String, LibraryClass> classes = new HashMap<>();
  private final Relocation relocation;
  private final ClassFileLocator own;
  private final ByteBuddy byteBuddy =
      new ByteBuddy()
          .with(TypeValidation.DISABLED)
          .with(MethodGraph.Compiler.ForDeclaredMethods.INSTANCE)
          .with(Implementation.Context.Disabled.Factory.INSTANCE);

  /** {@code own} has the agent's class files with the names of the copy. */
  LibraryWeaver(Library library, Relocation relocation, ClassFileLocator own) {
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
  byte[] weave(String path, byte[] original, ClassFileLocator files) {
    String name = path.replace('/', '.');
    // The agent's own before what the library's loader finds of that name: advice whose types do
    // not fit would be left out without a word.
    ClassFileLocator locator =
        new ClassFileLocator.Compound(ClassFileLocator.Simple.of(name, original), own, files);
    TypePool pool = TypePool.Default.of(locator);
    TypeDescription type = pool.describe(name).resolve();
    DynamicType.Builder<?> builder = byteBuddy.redefine(type, locator);
    for (Weave weave : classOf(path).weaves()) {
      builder = apply(weave, builder, type, pool);
    }
    byte[] woven = builder.make().getBytes();
    requireAdvice(classOf(path), woven);
    return woven;
  }

  /** Makes sure that the woven class calls what its advice calls. */
  private void requireAdvice(LibraryClass type, byte[] woven) {
    Set<Member> called = Member.usedBy(woven);
    for (Weave weave : type.weaves()) {
      if (weave instanceof Weave.Inline inline) {
        requireAdvice(inline.advice(), called, type);
      } else if (weave instanceof Weave.Overriding overriding) {
        requireAdvice(overriding.advice(), called, type);
      }
    }
  }

  private void requireAdvice(String advice, Set<Member> called, LibraryClass type) {
    for (Member member : Member.usedBy(HelperClasses.read(own, advice))) {
      if (relocation.isOfWeft(member.owner()) && !called.contains(member)) {
        throw new IllegalStateException(type.name() + ": " + advice + " was not woven into it");
      }
    }
  }

  private LibraryClass classOf(String path) {
    LibraryClass found = classes.get(path);
    if (found == null) {
      throw new IllegalStateException(path + ": no class that is woven");
    }
    return found;
  }

  private DynamicType.Builder<?> apply(
      Weave weave, DynamicType.Builder<?> builder, TypeDescription type, TypePool pool) {
    if (weave instanceof Weave.Link link) {
      return builder
          .implement(Linked.class)
          .defineMethod("weftLink", Object.class, Visibility.PUBLIC, SyntheticState.SYNTHETIC)
          .intercept(FieldAccessor.ofField(link.field()));
    }
    if (weave instanceof Weave.Anchor) {
      return builder
          .defineField(CHANNEL, Object.class, VOLATILE)
          .implement(Anchored.class)
          .defineMethod("weftLink", Object.class, Visibility.PUBLIC, SyntheticState.SYNTHETIC)
          .intercept(FieldAccessor.ofField(CHANNEL))
          .defineMethod("weftAnchor", void.class, Visibility.PUBLIC, SyntheticState.SYNTHETIC)
          .withParameters(Object.class)
          .intercept(FieldAccessor.ofField(CHANNEL));
    }
    if (weave instanceof Weave.Guard) {
      return builder.implement(Guarded.class);
    }
    if (weave instanceof Weave.VerdictSlot) {
      return builder
          .defineField(VERDICT, Verdict.class, Visibility.PRIVATE, SyntheticState.SYNTHETIC)
          .implement(Judged.class)
          .defineMethod("weftVerdict", Verdict.class, Visibility.PUBLIC, SyntheticState.SYNTHETIC)
          .intercept(FieldAccessor.ofField(VERDICT))
          .defineMethod("weftVerdict", void.class, Visibility.PUBLIC, SyntheticState.SYNTHETIC)
          .withParameters(Verdict.class)
          .intercept(FieldAccessor.ofField(VERDICT));
    }
    if (weave instanceof Weave.Overriding overriding) {
      return override(overriding, builder, type, pool);
    }
    if (weave instanceof Weave.Keep) {
      return builder
          .defineField(KEPT, Object.class, VOLATILE)
          .implement(Keeping.class)
          .defineMethod("weftKept", Object.class, Visibility.PUBLIC, SyntheticState.SYNTHETIC)
          .intercept(FieldAccessor.ofField(KEPT))
          .defineMethod("weftKeep", void.class, Visibility.PUBLIC, SyntheticState.SYNTHETIC)
          .withParameters(Object.class)
          .intercept(FieldAccessor.ofField(KEPT));
    }
    if (weave instanceof Weave.Status status) {
      return builder
          .implement(Answering.class)
          .defineMethod("weftStatus", int.class, Visibility.PUBLIC, SyntheticState.SYNTHETIC)
          .intercept(FieldAccessor.ofField(status.field()));
    }
    Weave.Inline inline = (Weave.Inline) weave;
    ElementMatcher<MethodDescription> matcher = matcher(inline.method(), inline.parameters());
    if (type.getDeclaredMethods().filter(matcher).size() != 1) {
      throw new IllegalStateException(type.getName() + ": no method for " + inline.advice());
    }
    TypeDescription advice = pool.describe(inline.advice()).resolve();
    return builder.visit(Advice.to(advice, own).on(matcher));
  }

  private DynamicType.Builder<?> override(
      Weave.Overriding weave, DynamicType.Builder<?> builder, TypeDescription type, TypePool pool) {
    ElementMatcher<MethodDescription> matcher = matcher(weave.method(), weave.parameters());
    DynamicType.Builder<?> there = builder;
    if (type.getDeclaredMethods().filter(matcher).isEmpty()) {
      List<TypeDescription> parameters = new ArrayList<>();
      for (String parameter : weave.parameters()) {
        parameters.add(pool.describe(relocation.name(parameter)).resolve());
      }
      there =
          builder
              .defineMethod(weave.method(), void.class, Visibility.PUBLIC)
              .withParameters(parameters)
              .intercept(new SuperclassCall());
    }
    TypeDescription advice = pool.describe(weave.advice()).resolve();
    return there.visit(Advice.to(advice, own).on(matcher));
  }

  private ElementMatcher.Junction<MethodDescription> matcher(String name, List<String> parameters) {
    List<String> wanted = parameters.stream().map(relocation::name).toList();
    return new ElementMatcher.Junction.AbstractBase<MethodDescription>() {
      @Override
      public boolean matches(@Nullable MethodDescription method) {
        return method != null
            && !method.isAbstract()
            && !method.isNative()
            && method.getInternalName().equals(name)
            && parameters(method).equals(wanted);
      }
    };
  }

  private static List<String> parameters(MethodDescription method) {
    List<String> names = new ArrayList<>();
    for (var parameter : method.getParameters()) {
      names.add(parameter.getType().asErasure().getName());
    }
    return names;
  }
}
