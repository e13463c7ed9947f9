-- 删除个人信息 reaches files: whose content is destroyed with the event that erases (server/src/erasure). `destroyed_at` is empty until the
-- content is gone from the store, or found to be needed by somebody else's file. The row of the file stays: it says that there was one.
create table erased_file (
  centre_id text not null references centre,
  file_id uuid not null,
  address text not null,
  erased_at timestamptz not null,
  destroyed_at timestamptz,
  primary key (centre_id, file_id)
);
create index erased_file_waiting on erased_file (erased_at) where destroyed_at is null;
create index attachment_content on attachment (sha256);
create index request_photo_content on request_photo (sha256);

-- What was erased is listed outside the database, so that an older backup does not bring it back.
create index event_erased on event (centre_id, recorded_at) where type = 'erased';
