package dev.weft.server.workload;

/**
 * A part of a section that goes to the same workloads, always whole.
 *
 * @param section the section
 * @param name of policies, the namespace; of the directory, the host that alone sees the entries,
 *     or nothing for those that all see
 */
record Shelf(Section section, String name) {}
