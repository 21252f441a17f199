/**
 * Settings with one name in three spellings: {@code -Dweft.x.y=}, {@code WEFT_X_Y=} and {@code
 * x.y=} in a program's own argument or file. What a program can be told stands in a table of its
 * own.
 *
 * <p>Starting point: {@link dev.weft.enforcer.settings.SettingSources}.
 */
@NullMarked
package dev.weft.enforcer.settings;

import org.jspecify.annotations.NullMarked;
