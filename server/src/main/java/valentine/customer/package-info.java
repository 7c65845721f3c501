/// Who is this customer: people, the companies they belong to, and the handles by which we know them.
///
/// What is kept under one handle is a *profile*, for ever. A *customer* is a head with all profiles that are a part of
/// it; whose a profile is follows from which handles messages named together and from what people decided, in
/// whichever order both came, so that every join can be taken back exactly. The number of a customer is that of his
/// head; what other modules keep under a profile they read by its head, and follow when it moves.
///
/// [Customers] answers who somebody is and finds people as you type. Whoever brings messages finds or makes their
/// profiles with [Identity], rows of files with [Directory]. [Merges] puts customers together and parts them;
/// [Accounts] gathers the people of one company.
/// Publishes the views `customer.card` (customer, name, account, account_name: heads only), `customer.profile`
/// (profile, head), `customer.person` (a head with all addresses, phones and traits, to be compared) and
/// `customer.decided` (what people decided about two of them), and the table `customer.movement` (profile, from_head,
/// to_head, why, at, tx) to be followed by tx like the history. Later words add to the customer's page with a
/// [CustomerPanel] bean, to an account's with an [AccountPanel],
/// and keep with a [Discretion] what must not lie open among the traits. Every word that keeps anything of people has a
/// [PersonalData] bean, by which a customer takes it with him and is forgotten.
@NullMarked
package valentine.customer;

import org.jspecify.annotations.NullMarked;
