package dev.weft.it.containers;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Tests that run containers. Where no Docker engine answers they are skipped and say so; with the
 * variable {@code WEFT_TEST_PROGRAMS=required} they fail.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(NeededEngine.class)
@interface NeedsContainerEngine {}
