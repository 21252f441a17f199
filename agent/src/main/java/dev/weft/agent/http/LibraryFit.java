package dev.weft.agent.http;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.FieldVisitor;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/**
 * Whether a copy of a library has what its weaving uses: every field and method of the library that
 * helpers and advice name, and every field that links read. Found by reading class files, so that
 * the list cannot be forgotten.
 */
final class LibraryFit {
  private final LibraryFiles files;

  private LibraryFit(LibraryFiles files) {
    this.files = files;
  }

  /**
   * Checks a copy.
   *
   * @throws UnfitException naming the first thing that is missing
   */
  static void check(Library library, Relocation relocation, RelocatedFiles own, LibraryFiles files)
      throws UnfitException {
    LibraryFit fit = new LibraryFit(files);
    Set<String> users = new LinkedHashSet<>(library.helpers());
    for (LibraryClass type : library.classes()) {
      String path = relocation.map(type.path());
      files.require(path);
      if (library instanceof TransportLibrary transport) {
        fit.requireKnownNatives(path, transport.natives());
      }
      for (Weave weave : type.weaves()) {
        if (weave instanceof Weave.Link link) {
          fit.requireField(path, link.field());
        } else if (weave instanceof Weave.Status status) {
          fit.requireField(path, status.field());
        } else if (weave instanceof Weave.Inline inline) {
          if (!inline.optional()) {
            fit.requireMethod(path, inline.method());
          }
          users.add(inline.advice());
        } else if (weave instanceof Weave.InlineEach each) {
          fit.requireMethod(path, each.method());
          users.add(each.advice());
        } else if (weave instanceof Weave.Read read) {
          fit.requireMethod(path, read.method());
        } else if (weave instanceof Weave.Overriding overriding) {
          users.add(overriding.advice());
        }
      }
    }
    for (String user : users) {
      byte[] file = own.read(user);
      for (String supertype : Members.of(file).supertypes) {
        if (relocation.isInCopy(supertype)) {
          byte[] unused = files.require(supertype);
        }
      }
      for (Member member : Member.usedBy(file)) {
        if (relocation.isInCopy(member.owner())) {
          fit.require(member);
        }
      }
    }
  }

  private void requireField(String owner, String field) throws UnfitException {
    Members members = Members.of(files.require(owner));
    if (members.found.stream().noneMatch(it -> it.startsWith(field + ":"))) {
      throw missing(owner, field);
    }
  }

  /** By a native method that nobody knows, bytes could come and go that nobody sees. */
  private void requireKnownNatives(String owner, Set<String> known) throws UnfitException {
    for (String method : Members.of(files.require(owner)).natives) {
      if (!known.contains(method)) {
        throw new UnfitException("unknown native " + method + " in " + owner.replace('/', '.'));
      }
    }
  }

  /**
   * By name alone: what has other parameters does not fit either, which is found as it is woven.
   */
  private void requireMethod(String owner, String method) throws UnfitException {
    Members members = Members.of(files.require(owner));
    if (members.found.stream().noneMatch(it -> it.startsWith(method + "("))) {
      throw missing(owner, method);
    }
  }

  private void require(Member member) throws UnfitException {
    files.require(member.owner());
    if (!member.name().isEmpty() && !has(member.owner(), member.key())) {
      throw missing(member.owner(), member.name() + member.descriptor());
    }
  }

  /** Whether {@code owner} or a supertype declares the member. */
  private boolean has(String owner, String key) {
    byte[] file = files.find(owner);
    if (file == null) {
      return false;
    }
    Members members = Members.of(file);
    return members.found.contains(key) || members.supertypes.stream().anyMatch(it -> has(it, key));
  }

  private static UnfitException missing(String owner, String member) {
    return new UnfitException("no " + member + " in " + owner.replace('/', '.'));
  }

  /** What one class file declares. */
  private static final class Members extends ClassVisitor {
    private final Set<String> found = new LinkedHashSet<>();
    private final List<String> supertypes = new ArrayList<>();
    private final Set<String> natives = new LinkedHashSet<>();

    private Members() {
      super(Opcodes.ASM9);
    }

    static Members of(byte[] file) {
      Members members = new Members();
      int flags = ClassReader.SKIP_CODE | ClassReader.SKIP_DEBUG | ClassReader.SKIP_FRAMES;
      new ClassReader(file).accept(members, flags);
      return members;
    }

    @Override
    public void visit(
        int version,
        int access,
        String name,
        @Nullable String signature,
        @Nullable String superName,
        String @Nullable [] interfaces) {
      if (superName != null) {
        supertypes.add(superName);
      }
      supertypes.addAll(List.of(interfaces == null ? new String[0] : interfaces));
    }

    @Override
    public @Nullable FieldVisitor visitField(
        int access,
        String name,
        String descriptor,
        @Nullable String signature,
        @Nullable Object value) {
      found.add(name + ":" + descriptor);
      return null;
    }

    @Override
    public @Nullable MethodVisitor visitMethod(
        int access,
        String name,
        String descriptor,
        @Nullable String signature,
        String @Nullable [] exceptions) {
      found.add(name + descriptor);
      if ((access & Opcodes.ACC_NATIVE) != 0) {
        natives.add(name);
      }
      return null;
    }
  }
}
