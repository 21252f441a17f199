package dev.weft.agent.jdk;

import dev.weft.bootstrap.SelectorHooks;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.function.Consumer;
import net.bytebuddy.asm.Advice;
import org.jspecify.annotations.Nullable;

/** {@code sun.nio.ch.EPollSelectorImpl} and {@code PollSelectorImpl}. */
// Byte Buddy carries the values of assigned parameters on.
@SuppressWarnings("UnusedVariable")
final class SelectorAdvice {
  private SelectorAdvice() {}

  /** {@code doSelect}, which takes another turn where only the mesh has ended it. */
  static final class Select {
    @Advice.OnMethodEnter
    static void enter(
        @Advice.This Selector selector,
        @Advice.Argument(value = 1, readOnly = false) long timeout) {
      timeout = SelectorHooks.beforeSelect(selector, timeout);
    }

    @Advice.OnMethodExit(
        onThrowable = Throwable.class,
        repeatOn = Advice.OnNonDefaultValue.class,
        backupArguments = false)
    static boolean exit(
        @Advice.This Selector selector,
        @Advice.Argument(0) @Nullable Consumer<SelectionKey> action,
        @Advice.Argument(value = 1, readOnly = false) long timeout,
        @Advice.Return(readOnly = false) int updated,
        @Advice.Thrown @Nullable Throwable thrown) {
      updated = updated + SelectorHooks.afterSelect(selector, action, thrown);
      long left = SelectorHooks.anotherTurn(selector, updated, thrown);
      if (left == SelectorHooks.ENDED) {
        return false;
      }
      timeout = left;
      return true;
    }
  }

  static final class WakeUp {
    @Advice.OnMethodEnter
    static boolean enter(@Advice.This Selector selector) {
      return SelectorHooks.wakingUp(selector);
    }

    @Advice.OnMethodExit
    static void exit(@Advice.This Selector selector, @Advice.Enter boolean noted) {
      if (!noted) {
        SelectorHooks.wakingUp(selector);
      }
    }
  }

  static final class ClearInterrupt {
    @Advice.OnMethodEnter
    static void enter(@Advice.This Selector selector) {
      SelectorHooks.interrupted(selector);
    }
  }

  static final class SetEventOps {
    @Advice.OnMethodEnter
    static void enter(@Advice.Argument(0) SelectionKey key) {
      SelectorHooks.interestChanged(key);
    }
  }

  static final class Close {
    @Advice.OnMethodEnter
    static void enter(@Advice.This Selector selector) {
      SelectorHooks.closed(selector);
    }
  }
}
