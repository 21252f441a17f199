package dev.weft.demo;

/**
 * How a program ended.
 *
 * @param exit its exit code
 * @param output what it wrote to both streams
 */
record Ended(int exit, String output) {}
