package dev.weft.agent.inline;

import java.util.List;
import org.objectweb.asm.Type;

/**
 * One method of advice.
 *
 * @param name its name
 * @param descriptor its descriptor
 * @param bindings what its parameters stand for
 * @param isSkipping on entry, whether the method is left out when the advice returns true
 * @param isOnThrowable on exit, whether it also runs when the method throws
 * @param maxLocals as its code has it
 * @param maxStack as its code has it
 * @param returns how many return instructions it has
 */
record AdviceMethod(
    String name,
    String descriptor,
    List<Binding> bindings,
    boolean isSkipping,
    boolean isOnThrowable,
    int maxLocals,
    int maxStack,
    int returns) {
  AdviceMethod {
    bindings = List.copyOf(bindings);
  }

  Type returnType() {
    return Type.getReturnType(descriptor);
  }

  Type[] parameterTypes() {
    return Type.getArgumentTypes(descriptor);
  }

  /** The local variables that its parameters take. */
  int parameterSlots() {
    // Static, so that the receiver that is counted is not there.
    return (Type.getArgumentsAndReturnSizes(descriptor) >> 2) - 1;
  }
}
