/**
 * A shop on the web: what servers are given to serve ({@link shop.web.Orders}), and who calls it
 * ({@link shop.web.Shopper}). They know nothing of the mesh.
 */
package shop.web;
