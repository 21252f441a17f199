package dev.weft.agent.inline;

import net.bytebuddy.asm.Advice;
import org.jspecify.annotations.Nullable;

/** Advice of every kind that is used. */
// What is woven carries the values of assigned parameters on.
@SuppressWarnings("UnusedVariable")
final class SampleAdvice {
  private SampleAdvice() {}

  /** Before and after, also when the method throws. */
  static final class Around {
    @Advice.OnMethodEnter
    static String enter(@Advice.Local("kept") @Nullable Object kept) {
      Told.line("enter", kept);
      kept = "kept";
      return kept instanceof String text && text.length() > 2 ? text : "short";
    }

    @Advice.OnMethodExit(onThrowable = Throwable.class)
    static void exit(
        @Advice.Enter String entered,
        @Advice.Local("kept") @Nullable Object kept,
        @Advice.Thrown @Nullable Throwable thrown) {
      Told.line("exit " + entered + " " + kept, thrown);
    }
  }

  /** After a normal return only. */
  static final class After {
    @Advice.OnMethodExit
    static void exit() {
      Told.line("after", null);
    }
  }

  /** Leaves the method out every other time, and answers in its place. */
  static final class SkippingLong {
    @Advice.OnMethodEnter(skipOn = Advice.OnNonDefaultValue.class)
    static boolean enter(
        @Advice.This Object object,
        @Advice.Argument(0) long first,
        @Advice.Argument(1) double second,
        @Advice.FieldValue("count") long count) {
      Told.line("enter " + object.getClass().getSimpleName(), first + second + count);
      if (first == 1) {
        return true;
      }
      return first > 100;
    }

    @Advice.OnMethodExit(onThrowable = Throwable.class)
    static void exit(
        @Advice.Enter boolean skipped,
        @Advice.Argument(2) String text,
        @Advice.Return(readOnly = false) long sum,
        @Advice.Thrown @Nullable Throwable thrown) {
      Told.line("exit " + skipped + " " + text, thrown);
      if (skipped) {
        sum = -5;
      }
    }
  }

  /** Leaves the method out, with nothing behind it. */
  static final class Skipping {
    @Advice.OnMethodEnter(skipOn = Advice.OnNonDefaultValue.class)
    static boolean enter(@Advice.Argument(0) Object argument) {
      return "skip".equals(argument);
    }
  }

  /** Reads what the superclass has. */
  static final class Inheriting {
    @Advice.OnMethodEnter
    static void enter(@Advice.FieldValue("shared") int shared) {
      Told.line("shared", shared);
    }
  }

  /** Reads what the superclass keeps to itself. */
  static final class Prying {
    @Advice.OnMethodEnter
    static void enter(@Advice.FieldValue("name") String name) {
      Told.line("name", name);
    }
  }

  /** Asks for what nobody catches. */
  static final class ThrownWithoutCatching {
    @Advice.OnMethodExit
    static void exit(@Advice.Thrown Throwable thrown) {
      Told.line("exit", thrown);
    }
  }

  /** Asks for what nobody has returned before. */
  static final class EnteredWithoutEntry {
    @Advice.OnMethodExit
    static void exit(@Advice.Enter Object entered) {
      Told.line("exit", entered);
    }
  }

  /** Asks for a result. */
  static final class ResultOfNothing {
    @Advice.OnMethodExit
    static void exit(@Advice.Return Object result) {
      Told.line("exit", result);
    }
  }

  /** Would swallow what it throws itself. */
  static final class Suppressing {
    @Advice.OnMethodEnter(suppress = Throwable.class)
    static void enter() {
      Told.line("enter", null);
    }
  }

  /** Would leave the method out when there is nothing. */
  static final class SkippingOnNothing {
    @Advice.OnMethodEnter(skipOn = Advice.OnDefaultValue.class)
    static boolean enter() {
      return false;
    }
  }

  /** Would do with an argument that is not there. */
  static final class Optional {
    @Advice.OnMethodEnter
    static void enter(@Advice.Argument(value = 5, optional = true) Object argument) {
      Told.line("enter", argument);
    }
  }

  /** Changes an argument and a result. */
  static final class Changing {
    @Advice.OnMethodEnter
    static void enter(@Advice.Argument(value = 0, readOnly = false) Object argument) {
      argument = argument instanceof String ? argument + "?" : argument;
    }

    @Advice.OnMethodExit
    static void exit(
        @Advice.Argument(0) Object argument, @Advice.Return(readOnly = false) Object result) {
      Told.line("exit with " + argument, result);
      result = "new " + result;
    }
  }

  /** Of a constructor. */
  static final class Made {
    @Advice.OnMethodEnter
    static int enter(
        @Advice.Argument(value = 0, readOnly = false) String text, @Advice.Argument(1) int number) {
      Told.line("making", text);
      text = text + "!";
      return number + 1;
    }

    @Advice.OnMethodExit
    static void exit(
        @Advice.This Object made,
        @Advice.Argument(0) String text,
        @Advice.FieldValue("last") Object last,
        @Advice.Enter int entered) {
      Told.line("made of " + text + " " + last + " " + entered, made.getClass().getSimpleName());
    }
  }

  /** Has a frame with something on its stack, and catches. */
  static final class Catching {
    @Advice.OnMethodEnter
    static long enter() {
      long start = 1;
      try {
        start = Long.parseLong("x");
      } catch (NumberFormatException e) {
        Told.line("caught", e.getMessage());
      }
      return start + (start > 0 ? 1 : 2);
    }

    @Advice.OnMethodExit(onThrowable = Throwable.class)
    static void exit(@Advice.Enter long start) {
      for (int i = 0; i < start; i++) {
        Told.line("exit", i);
      }
    }
  }
}
