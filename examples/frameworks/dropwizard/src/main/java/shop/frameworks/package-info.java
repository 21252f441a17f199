/** A small service in Dropwizard 5, which knows nothing of Weft. */
package shop.frameworks;
