/**
 * The way in for people: who they are, how much they may ask, and what they may.
 *
 * <p>Starting points: {@link dev.weft.server.access.gate.PeopleGate} admits a request, {@link
 * dev.weft.server.access.gate.Authorizer} is asked by handlers, {@link
 * dev.weft.server.access.gate.PeopleAccess} puts both together from the settings.
 */
@NullMarked
package dev.weft.server.access.gate;

import org.jspecify.annotations.NullMarked;
