/**
 * What the enforcer may do inside a program that has a security manager. Start at {@link
 * dev.weft.enforcer.rights.OwnRights}.
 */
@NullMarked
package dev.weft.enforcer.rights;

import org.jspecify.annotations.NullMarked;
