/** Tests of the rules in force. */
@NullMarked
package dev.weft.enforcer.rules;

import org.jspecify.annotations.NullMarked;
