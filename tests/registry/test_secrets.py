"""Secret fields: closed with a key, opened only with it, comparable by hash."""

import pytest

from registry.secrets import Unreadable, decrypt, encrypt, keyed_hash, rotated

OLD, NEW, STRANGE = "o" * 40, "n" * 40, "s" * 40
NIK = "3602991708450001"


def test_what_is_encrypted_comes_back():
    token = encrypt(NIK)
    assert NIK not in token
    assert decrypt(token) == NIK


def test_equal_texts_have_different_tokens_and_equal_hashes():
    assert encrypt(NIK) != encrypt(NIK)
    assert keyed_hash(NIK) == keyed_hash(NIK) != keyed_hash("3602995708450001")
    assert len(keyed_hash(NIK)) == 64


def test_a_wrong_key_is_said_aloud(settings):
    token = encrypt(NIK)
    settings.FIELD_KEYS = [STRANGE]
    with pytest.raises(Unreadable, match="FIELD_KEY"):
        decrypt(token)


def test_a_changed_token_is_said_aloud():
    with pytest.raises(Unreadable):
        decrypt(encrypt(NIK)[:-4] + "AAAA")
    with pytest.raises(Unreadable):
        decrypt("not a token")


def test_keys_can_be_rotated(settings):
    settings.FIELD_KEYS = [OLD]
    token = encrypt(NIK)
    settings.FIELD_KEYS = [NEW, OLD]
    assert decrypt(token) == NIK
    moved = rotated(token)
    settings.FIELD_KEYS = [NEW]
    assert decrypt(moved) == NIK
    with pytest.raises(Unreadable):
        rotated(token)


def test_the_hash_depends_on_its_key(settings):
    before = keyed_hash(NIK)
    settings.HASH_KEY = STRANGE
    assert keyed_hash(NIK) != before
