package dev.weft.bootstrap.nativenet;

/**
 * Woven into each class of a native transport that the mesh has to be in: a transport is used only
 * if none of them is missing. Not inherited in meaning: a subclass has to have it itself.
 */
public interface Meshed {}
