/**
 * Small programs on clients of databases; each takes the port of its server on 127.0.0.1, prints
 * one {@code result} line that is the same in every run, and ends. Starting point: {@link
 * shop.data.PooledPostgres}.
 */
package shop.data;
