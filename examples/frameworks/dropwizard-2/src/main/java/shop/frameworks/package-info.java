/** A small service in Dropwizard 2, which knows nothing of Weft. */
package shop.frameworks;
