package dev.weft.agent.inline;

import java.util.ArrayList;
import java.util.List;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/**
 * A method that advice is put into.
 *
 * @param owner its class, with slashes
 * @param shape of the class
 * @param access its flags
 * @param name its name
 * @param descriptor its descriptor
 * @param maxLocals the local variables that its code uses
 */
record TargetMethod(
    String owner, ClassShape shape, int access, String name, String descriptor, int maxLocals) {
  boolean isStatic() {
    return (access & Opcodes.ACC_STATIC) != 0;
  }

  boolean isConstructor() {
    return name.equals("<init>");
  }

  Type returnType() {
    return Type.getReturnType(descriptor);
  }

  /** The local variable in which the argument {@code index} comes. */
  int argumentSlot(int index) {
    Type[] types = Type.getArgumentTypes(descriptor);
    int slot = isStatic() ? 0 : 1;
    for (int i = 0; i < index; i++) {
      slot += types[i].getSize();
    }
    return slot;
  }

  Type argumentType(int index) {
    return Type.getArgumentTypes(descriptor)[index];
  }

  /** The types of its local variables before its first instruction, as frames have them. */
  List<Object> entryLocals() {
    List<Object> locals = new ArrayList<>();
    if (!isStatic()) {
      locals.add(isConstructor() ? Opcodes.UNINITIALIZED_THIS : owner);
    }
    for (Type type : Type.getArgumentTypes(descriptor)) {
      locals.add(Variables.frameType(type));
    }
    return locals;
  }

  /** The same where nothing but the object itself is known any more. */
  List<Object> exitLocals() {
    return isStatic() ? List.of() : List.of(owner);
  }
}
