/**
 * What the agent tells about itself: a small log in a file of its own, its faults, and what it
 * could not protect. Nothing here throws into the application or prints anything.
 *
 * <p>Starting points: {@link dev.weft.enforcer.report.EventLog}, {@link
 * dev.weft.enforcer.report.Faults}, {@link dev.weft.enforcer.report.Unprotected}.
 */
@NullMarked
package dev.weft.enforcer.report;

import org.jspecify.annotations.NullMarked;
