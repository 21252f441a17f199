package dev.weft.bootstrap.http;

/**
 * Woven into the class that every request of a library passes on its way to the application, when
 * the judgement of requests stands in it. Not inherited in meaning: a subclass may do something
 * before.
 */
public interface Guarded {}
