package dev.weft.it.harness;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Tests that run programs of the machine. Where one is missing they are skipped, and say which;
 * with the variable {@code WEFT_TEST_PROGRAMS=required} they fail.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(NeededPrograms.class)
public @interface NeedsPrograms {
  /** The names of the programs. */
  String[] value();
}
