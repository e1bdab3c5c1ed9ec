"""The tables that pages for everybody are made of. A change of any of them is a new edition of the catalogue.

A table comes in by a migration that puts the trigger of `trigger` on it. tests/publication reads every shared page and
fails when one of them asks a table that is not here. Some tell more than they must (a draft that is saved is a new
edition too): a page made once too often costs little, an old one costs trust.
"""

TABLES = (
    "catalog_category",
    "catalog_collection",
    "catalog_collectionitem",
    "catalog_editioncertificate",
    "catalog_editionphoto",
    "catalog_facetcount",
    "catalog_inaproclisting",
    "catalog_lexicon",
    "catalog_package",
    "catalog_photofiles",
    "catalog_pricechange",
    "catalog_pricetier",
    "catalog_product",
    "catalog_productedition",
    "catalog_productlink",
    "catalog_productmaterial",
    "catalog_productphoto",
    "catalog_productsearch",
    "catalog_specificationfield",
    "catalog_specificationform",
    "catalog_story",
    "catalog_variant",
    "catalog_variantoffer",
    "catalog_wordlist",
    "certification_certificate",
    "certification_kind",
    "certification_portalcheck",
    "clusters_cluster",
    "clusters_membership",
    "registry_business",
    "registry_businessactivity",
    "registry_businessedition",
    "registry_consent",
    "registry_directoryentry",
    "registry_directoryword",
    "registry_editionactivity",
    "registry_exportcountry",
    "registry_location",
    "registry_marketplacelink",
    "registry_rawmaterial",
    "registry_region",
    "review_submission",
)

FUNCTION = """
create function publication_note() returns trigger language plpgsql as $$
declare noted bigint;
begin
    if current_setting('publication.noted', true) = 'yes' then
        return null;
    end if;
    insert into publication_change default values returning id into noted;
    perform set_config('publication.noted', 'yes', true);
    if noted % 256 = 0 then  -- a reader counts the lines: there must never be many
        delete from publication_change where id in (
            select id from publication_change where id < noted - 256 for update skip locked);
    end if;
    return null;
end $$"""


def trigger(table: str) -> str:
    """SQL that makes each statement which changes `table` note its transaction, once."""
    return (
        f"create trigger publication_note after insert or update or delete or truncate on {table}"
        " for each statement execute function publication_note()"
    )


def no_trigger(table: str) -> str:
    """SQL that takes it away again."""
    return f"drop trigger publication_note on {table}"
