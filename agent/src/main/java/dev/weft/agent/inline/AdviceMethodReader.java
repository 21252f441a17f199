package dev.weft.agent.inline;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import net.bytebuddy.asm.Advice;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.AnnotationVisitor;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/** Reads the annotations of one method of advice, and how much room it takes. */
abstract class AdviceMethodReader extends MethodVisitor {
  /** By descriptor, what an annotation says with its {@code value} and {@code readOnly}. */
  private static final Map<String, Function<Values, Binding>> KINDS =
      Map.of(
          Type.getDescriptor(Advice.This.class),
          it -> new Binding.This(),
          Type.getDescriptor(Advice.Argument.class),
          it -> new Binding.Argument((Integer) it.value, !it.readOnly),
          Type.getDescriptor(Advice.Local.class),
          it -> new Binding.Local((String) it.value),
          Type.getDescriptor(Advice.Enter.class),
          it -> new Binding.Entered(),
          Type.getDescriptor(Advice.Return.class),
          it -> new Binding.Returned(!it.readOnly),
          Type.getDescriptor(Advice.Thrown.class),
          it -> new Binding.Thrown(),
          Type.getDescriptor(Advice.FieldValue.class),
          it -> new Binding.FieldValue((String) it.value));

  private static final class Values {
    private Object value = "";
    private boolean readOnly = true;
  }

  private final String name;
  private final String descriptor;
  private final List<@Nullable Binding> bindings;
  private int maxLocals;
  private int maxStack;
  private int returns;

  AdviceMethodReader(String name, String descriptor) {
    super(Opcodes.ASM9);
    this.name = name;
    this.descriptor = descriptor;
    this.bindings =
        new ArrayList<>(Collections.nCopies(Type.getArgumentTypes(descriptor).length, null));
  }

  @Override
  public @Nullable AnnotationVisitor visitParameterAnnotation(
      int parameter, String annotation, boolean visible) {
    Function<Values, Binding> kind = KINDS.get(annotation);
    if (kind == null) {
      return null;
    }
    Values values = new Values();
    return new AnnotationVisitor(Opcodes.ASM9) {
      @Override
      public void visit(String key, Object value) {
        if (key.equals("value")) {
          values.value = value;
        } else if (key.equals("readOnly")) {
          values.readOnly = (Boolean) value;
        } else {
          throw AdviceClass.unknown(name, key + " = " + value);
        }
      }

      @Override
      public void visitEnd() {
        bindings.set(parameter, kind.apply(values));
      }
    };
  }

  @Override
  public void visitInsn(int opcode) {
    if (opcode >= Opcodes.IRETURN && opcode <= Opcodes.RETURN) {
      returns++;
    }
  }

  @Override
  public void visitMaxs(int stack, int locals) {
    maxStack = stack;
    maxLocals = locals;
  }

  /** What was read; a parameter without an annotation stands for nothing that is known. */
  final AdviceMethod method(boolean isSkipping, boolean isOnThrowable) {
    if (bindings.stream().anyMatch(Objects::isNull)) {
      throw new IllegalStateException(
          name + descriptor + ": parameters " + bindings + " (expected: each with an annotation)");
    }
    List<Binding> known = Arrays.asList(bindings.toArray(new Binding[0]));
    return new AdviceMethod(
        name, descriptor, known, isSkipping, isOnThrowable, maxLocals, maxStack, returns);
  }
}
