package dev.weft.agent.jdk;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import net.bytebuddy.jar.asm.ClassReader;
import net.bytebuddy.jar.asm.ClassVisitor;
import net.bytebuddy.jar.asm.ClassWriter;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** A class that another agent changes later keeps the hooks that it had. */
class HookWeaverTest {
  private static final String TYPE = "sun/nio/ch/SocketDispatcher";
  private static final Class<?> LOADED = Object.class;

  private final List<String> faults = new ArrayList<>();
  private final HookWeaver weaver = new HookWeaver((where, why) -> faults.add(where));

  private byte @Nullable [] transform(@Nullable Class<?> redefined, byte[] classFile)
      throws Exception {
    return weaver.transformer().transform(null, TYPE, redefined, null, classFile);
  }

  private static byte[] original() throws Exception {
    try (InputStream in = ClassLoader.getSystemResourceAsStream(TYPE + ".class")) {
      return Objects.requireNonNull(in).readAllBytes();
    }
  }

  @Test
  void transform_anewByAnotherAgent_hasTheHooksAgain() throws Exception {
    byte[] first = Objects.requireNonNull(transform(null, original()));
    byte[] again = transform(LOADED, original());

    assertThat(callsOf(Objects.requireNonNull(again))).isEqualTo(callsOf(first)).isPositive();
    assertThat(faults).isEmpty();
  }

  @Test
  void transform_whatCannotBeWovenAnyMore_isAsAtFirst() throws Exception {
    byte[] first = transform(null, original());

    assertThat(transform(LOADED, new byte[] {1, 2, 3})).isEqualTo(first);
    assertThat(faults).containsExactly("weave.again.sun.nio.ch.SocketDispatcher");
  }

  @Test
  void transform_whatHasNoPlaceForAHookAnyMore_isAsAtFirst() throws Exception {
    byte[] first = transform(null, original());

    assertThat(transform(LOADED, without("write"))).isEqualTo(first);
    assertThat(faults).containsExactly("weave.again.sun.nio.ch.SocketDispatcher");
  }

  @Test
  void transform_whatCouldNeverBeWoven_isLeftAndTold() throws Exception {
    assertThat(transform(null, new byte[] {1, 2, 3})).isNull();
    assertThat(faults).containsExactly("weave.sun.nio.ch.SocketDispatcher");
  }

  /** The class without the methods of that name. */
  private static byte[] without(String method) throws Exception {
    ClassWriter writer = new ClassWriter(0);
    new ClassReader(original())
        .accept(
            new ClassVisitor(Opcodes.ASM9, writer) {
              @Override
              public @Nullable MethodVisitor visitMethod(
                  int access,
                  String name,
                  String descriptor,
                  @Nullable String signature,
                  String @Nullable [] exceptions) {
                return name.equals(method)
                    ? null
                    : super.visitMethod(access, name, descriptor, signature, exceptions);
              }
            },
            0);
    return writer.toByteArray();
  }

  /** How many calls of hooks are in {@code classFile}. */
  private static int callsOf(byte[] classFile) {
    int[] calls = {0};
    new ClassReader(classFile)
        .accept(
            new ClassVisitor(Opcodes.ASM9) {
              @Override
              public MethodVisitor visitMethod(
                  int access,
                  String name,
                  String descriptor,
                  @Nullable String signature,
                  String @Nullable [] exceptions) {
                return new MethodVisitor(Opcodes.ASM9) {
                  @Override
                  public void visitMethodInsn(
                      int opcode, String owner, String called, String type, boolean ofInterface) {
                    if (owner.endsWith("/SocketHooks")) {
                      calls[0]++;
                    }
                  }
                };
              }
            },
            0);
    return calls[0];
  }
}
