/**
 * A client of Cassandra; it takes what to do and the addresses of nodes, prints one {@code result}
 * line that is the same in every run, and ends. Starting point: {@link shop.cql.Stock}.
 */
package shop.cql;
