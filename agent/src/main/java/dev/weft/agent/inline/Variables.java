package dev.weft.agent.inline;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/**
 * The local variables that weaving adds to a method, behind its own. All of them are set before the
 * method's first instruction, so that every frame has the same of them.
 */
final class Variables {
  /** A local variable. */
  record Variable(int slot, Type type) {}

  private final int first;
  private final Map<Object, Variable> variables = new LinkedHashMap<>();
  private int next;

  /** {@code first} is the number of local variables that the method has itself. */
  Variables(int first) {
    this.first = first;
    this.next = first;
  }

  /** The variable for {@code key}, which is made if there is none. */
  Variable of(Object key, Type type) {
    return variables.computeIfAbsent(
        key,
        it -> {
          Variable made = new Variable(next, type);
          next += type.getSize();
          return made;
        });
  }

  /** Whether there is a variable for {@code key}. */
  boolean knows(Object key) {
    return variables.containsKey(key);
  }

  /** Where variables begin that only one piece of advice uses. */
  int end() {
    return next;
  }

  /** Sets all of them to nothing. */
  void clear(MethodVisitor code) {
    for (Variable variable : variables.values()) {
      pushNothing(code, variable.type());
      code.visitVarInsn(variable.type().getOpcode(Opcodes.ISTORE), variable.slot());
    }
  }

  static void pushNothing(MethodVisitor code, Type type) {
    switch (type.getSort()) {
      case Type.LONG -> code.visitInsn(Opcodes.LCONST_0);
      case Type.FLOAT -> code.visitInsn(Opcodes.FCONST_0);
      case Type.DOUBLE -> code.visitInsn(Opcodes.DCONST_0);
      case Type.OBJECT, Type.ARRAY -> code.visitInsn(Opcodes.ACONST_NULL);
      default -> code.visitInsn(Opcodes.ICONST_0);
    }
  }

  /**
   * The local variables of a frame.
   *
   * @param own the method's own, as many as are known
   * @param last what stands behind those that were added
   */
  Object[] frame(List<?> own, List<?> last) {
    List<Object> all = new ArrayList<>(own);
    int slots = 0;
    for (Object type : own) {
      slots += isWide(type) ? 2 : 1;
    }
    for (; slots < first; slots++) {
      all.add(Opcodes.TOP);
    }
    variables.values().forEach(it -> all.add(frameType(it.type())));
    all.addAll(last);
    return all.toArray();
  }

  static boolean isWide(Object frameType) {
    return frameType == Opcodes.LONG || frameType == Opcodes.DOUBLE;
  }

  /** A type as frames have it. */
  static Object frameType(Type type) {
    return switch (type.getSort()) {
      case Type.LONG -> Opcodes.LONG;
      case Type.FLOAT -> Opcodes.FLOAT;
      case Type.DOUBLE -> Opcodes.DOUBLE;
      case Type.OBJECT, Type.ARRAY -> type.getInternalName();
      default -> Opcodes.INTEGER;
    };
  }
}
